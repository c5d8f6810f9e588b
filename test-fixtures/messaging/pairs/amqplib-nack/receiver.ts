/** A consumer that gives back what it cannot process, once. */
import amqp from 'amqplib';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const connection = await amqp.connect(broker);
  const channel = await connection.createChannel();
  await channel.assertQueue('jobs');
  await channel.consume('jobs', async (message) => {
    if (message === null) return;
    try {
      await work(message.content.toString(), [message.fields.redelivered]);
      channel.ack(message);
    } catch {
      if (message.fields.redelivered) channel.ack(message);
      else channel.nack(message);
    }
  });
  return () => connection.close();
};

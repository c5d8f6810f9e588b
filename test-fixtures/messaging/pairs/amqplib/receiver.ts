import amqp from 'amqplib';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const connection = await amqp.connect(broker);
  const channel = await connection.createChannel();
  await channel.assertQueue('jobs');
  await channel.consume('jobs', async (message) => {
    if (message === null) return;
    await work(message.content.toString(), [message.fields.routingKey, message.properties.contentType]);
    channel.ack(message);
  });
  return () => connection.close();
};

import amqp from 'amqplib';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const connection = await amqp.connect(broker);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('jobs');
  return {
    async send(text) {
      channel.sendToQueue('jobs', Buffer.from(text), { contentType: 'text/plain' });
      await channel.waitForConfirms();
    },
    close: () => connection.close(),
  };
};

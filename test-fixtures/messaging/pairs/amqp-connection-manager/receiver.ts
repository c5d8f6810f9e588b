import amqp from 'amqp-connection-manager';
import type { ConfirmChannel } from 'amqplib';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const connection = amqp.connect([broker]);
  const channel = connection.createChannel({
    setup: async (it: ConfirmChannel) => {
      await it.assertExchange('events', 'topic');
      await it.assertQueue('asked');
      await it.bindQueue('asked', 'events', 'job.*');
    },
  });
  await channel.waitForConnect();
  await channel.consume('asked', (message) => {
    const { text } = JSON.parse(message.content.toString());
    void work(text, message.fields.routingKey).then(() => channel.ack(message));
  });
  return () => connection.close();
};

import amqp from 'amqp-connection-manager';
import type { ConfirmChannel } from 'amqplib';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const connection = amqp.connect([broker]);
  const channel = connection.createChannel({
    json: true,
    setup: (it: ConfirmChannel) => it.assertExchange('events', 'topic'),
  });
  await channel.waitForConnect();
  return {
    send: (text) => channel.publish('events', 'job.asked', { text }),
    close: () => connection.close(),
  };
};

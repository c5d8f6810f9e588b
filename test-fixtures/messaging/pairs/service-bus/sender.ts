import { ServiceBusClient } from '@azure/service-bus';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const client = new ServiceBusClient(broker);
  const sender = client.createSender('jobs');
  return {
    send: (text) => sender.sendMessages({ body: text, contentType: 'text/plain' }),
    close: () => client.close(),
  };
};

import { ServiceBusClient } from '@azure/service-bus';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const client = new ServiceBusClient(broker);
  const receiver = client.createReceiver('jobs', { receiveMode: 'receiveAndDelete' });
  receiver.subscribe({
    processMessage: async (message) => {
      await work(message.body, [message.contentType, message.subject]);
    },
    processError: async ({ error }) => console.error(error),
  });
  return () => client.close();
};

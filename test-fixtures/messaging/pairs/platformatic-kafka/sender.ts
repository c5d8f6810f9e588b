import { Producer, stringSerializers } from '@platformatic/kafka';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const producer = new Producer({
    clientId: 'sender',
    bootstrapBrokers: [broker],
    serializers: stringSerializers,
  });
  return {
    send: (text) => producer.send({ messages: [{ topic: 'records', partition: 0, value: text }], acks: 1 }),
    close: () => producer.close(),
  };
};

import { Kafka, logLevel } from 'kafkajs';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const producer = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  return {
    send: (text) =>
      producer.send({ topic: 'jobs', messages: [{ key: 'k', value: text, headers: { own: 'header' } }] }),
    close: () => producer.disconnect(),
  };
};

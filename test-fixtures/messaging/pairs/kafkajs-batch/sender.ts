import { Kafka, logLevel } from 'kafkajs';
import type { Connect } from '../contract.ts';

const kafka = new Kafka({ brokers: [process.env.BROKER ?? ''], logLevel: logLevel.NOTHING });
const producer = kafka.producer();

export const connect: Connect = async () => {
  await producer.connect();
  return {
    send: (text) =>
      producer.sendBatch({ topicMessages: [{ topic: 'batches', messages: [{ value: text }] }] }),
    close: () => producer.disconnect(),
  };
};

import { Kafka, logLevel } from 'kafkajs';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const consumer = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).consumer({
    groupId: `workers-${process.pid}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic: 'jobs', fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      await work(String(message.value), [topic, String(message.key), String(message.headers?.own)]);
    },
  });
  return () => consumer.disconnect();
};

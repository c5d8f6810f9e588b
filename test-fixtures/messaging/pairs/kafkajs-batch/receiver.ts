import { Kafka, logLevel } from 'kafkajs';
import type { Start } from '../contract.ts';

const kafka = new Kafka({ brokers: [process.env.BROKER ?? ''], logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: `batches-${process.pid}`, maxWaitTimeInMs: 100 });

export const start: Start = async (_broker, work) => {
  await consumer.connect();
  await consumer.subscribe({ topic: 'batches', fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch, resolveOffset }) => {
      for (const message of batch.messages) {
        await work(String(message.value), batch.topic);
        resolveOffset(message.offset);
      }
    },
  });
  return () => consumer.disconnect();
};

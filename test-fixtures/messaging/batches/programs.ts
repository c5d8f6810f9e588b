/** Consumers of batches, as their authors write them. */
import type { Kafka } from 'kafkajs';

export type Work = (text: string) => Promise<void>;
let work: Work;
export const use = (given: Work): void => {
  work = given;
};

interface SqsEvent {
  readonly Records: readonly { readonly body: string }[];
}

export const handler = async (event: SqsEvent) => {
  for (const record of event.Records) await work(record.body);
};

export default {
  async queue(batch: { readonly messages: readonly { readonly body: { readonly text: string } }[] }) {
    await Promise.all(batch.messages.map(async (message) => work(message.body.text)));
  },
};

export async function consume(consumer: ReturnType<Kafka['consumer']>): Promise<void> {
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const { messages } = batch;
      for (const { value } of messages) await work(String(value));
    },
  });
}

import { Admin, Consumer, MessagesStreamModes, stringDeserializers } from '@platformatic/kafka';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const bootstrapBrokers = [broker];
  const admin = new Admin({ clientId: 'admin', bootstrapBrokers });
  await admin.createTopics({ topics: ['records'], partitions: 1, replicas: 1 }).catch(() => undefined);
  await admin.close();
  const consumer = new Consumer({
    groupId: 'workers',
    clientId: 'receiver',
    bootstrapBrokers,
    deserializers: stringDeserializers,
  });
  const stream = await consumer.consume({
    topics: ['records'],
    mode: MessagesStreamModes.LATEST,
    maxWaitTime: 200,
  });
  const loop = async (): Promise<void> => {
    for await (const message of stream) await work(message.value as string, message.topic);
  };
  void loop();
  await new Promise((resolve) => setTimeout(resolve, 500)); // it asks for the latest offset
  return () => consumer.close(true);
};

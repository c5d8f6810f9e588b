import { PubSub } from '@google-cloud/pubsub';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  process.env.PUBSUB_EMULATOR_HOST = broker;
  const topic = new PubSub({ projectId: 'p' }).topic('jobs', { batching: { maxMessages: 1 } });
  return {
    send: (text) => topic.publishMessage({ data: Buffer.from(text), attributes: { kind: 'text' } }),
    close: () => topic.flush(),
  };
};

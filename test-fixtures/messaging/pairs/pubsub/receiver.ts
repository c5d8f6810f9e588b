import { PubSub } from '@google-cloud/pubsub';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  process.env.PUBSUB_EMULATOR_HOST = broker;
  const subscription = new PubSub({ projectId: 'p' }).subscription('workers');
  subscription.on('message', async (message) => {
    await work(message.data.toString(), message.attributes.kind);
    message.ack();
  });
  return () => subscription.close();
};

import { connect } from '@nats-io/transport-node';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const nc = await connect({ servers: broker });
  nc.subscribe('ask', {
    callback: async (_error, message) => {
      await work(message.string(), message.headers?.get('Own'));
      message.respond('done');
    },
  });
  await nc.flush();
  return () => nc.drain();
};

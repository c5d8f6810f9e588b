import { connect } from '@nats-io/transport-node';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const nc = await connect({ servers: broker });
  const subscription = nc.subscribe('jobs');
  const loop = async (): Promise<void> => {
    for await (const message of subscription) await work(message.string(), message.subject);
  };
  void loop();
  await nc.flush();
  return () => nc.drain();
};

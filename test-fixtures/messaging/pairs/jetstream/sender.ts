import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect as open } from '@nats-io/transport-node';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const nc = await open({ servers: broker });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: 'work', subjects: ['work.>'] }).catch(() => {});
  const js = jetstream(nc);
  return { send: (text) => js.publish('work.asked', text, { msgID: text }), close: () => nc.drain() };
};

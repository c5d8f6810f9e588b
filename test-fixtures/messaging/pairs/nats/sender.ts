import { connect as open } from '@nats-io/transport-node';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const nc = await open({ servers: broker });
  return {
    async send(text) {
      nc.publish('jobs', text);
      await nc.flush();
    },
    close: () => nc.drain(),
  };
};

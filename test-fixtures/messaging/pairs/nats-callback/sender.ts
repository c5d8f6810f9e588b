import { headers, connect as open } from '@nats-io/transport-node';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const nc = await open({ servers: broker });
  return {
    async send(text) {
      const own = headers();
      own.set('Own', 'header');
      const answer = await nc.request('ask', text, { headers: own, timeout: 10_000 });
      return answer.string();
    },
    close: () => nc.drain(),
  };
};

import { Client } from '@upstash/qstash';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const qstash = new Client({ baseUrl: broker, token: 't', enableTelemetry: false });
  return {
    send: (text) =>
      qstash.publishJSON({
        url: `http://${process.env.GRPC}/ask`,
        body: { text },
        headers: { kind: 'text' },
      }),
    close() {},
  };
};

import { createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-node';
import { Jobs } from '../connect-service.ts';
import type { Connect } from '../contract.ts';

export const connect: Connect = async () => {
  const baseUrl = `http://${process.env.GRPC}`;
  const client = createClient(Jobs, createGrpcWebTransport({ baseUrl, httpVersion: '1.1' })) as unknown as {
    ask(request: { value: string }): Promise<unknown>;
  };
  return { send: (text) => client.ask({ value: text }), close() {} };
};

import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Start } from '../contract.ts';
import { jobs } from './service.ts';

export const start: Start = async (_broker, work) => {
  const server = new Server();
  server.addService(jobs, {
    ask: (call: { request: string }, callback: (error: null, answer: string) => void) => {
      void work(call.request).then(() => callback(null, 'done'));
    },
  });
  await new Promise((resolve) =>
    server.bindAsync(process.env.GRPC ?? '', ServerCredentials.createInsecure(), resolve),
  );
  return () => server.forceShutdown();
};

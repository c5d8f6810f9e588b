import { promisify } from 'node:util';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import type { Connect } from '../contract.ts';
import { jobs } from './service.ts';

const Jobs = makeGenericClientConstructor(jobs, 'Jobs');

export const connect: Connect = async () => {
  const client = new Jobs(process.env.GRPC ?? '', credentials.createInsecure());
  const ask = promisify((text: string, done: (error: Error | null, answer: string) => void) =>
    client.ask?.(text, done),
  );
  return { send: (text) => ask(text), close: () => client.close() };
};

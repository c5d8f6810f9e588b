/** What a code generator makes of a service. */
import type { ServiceDefinition } from '@grpc/grpc-js';

const method = (name: string, responseStream: boolean) => ({
  path: `/jobs.Jobs/${name}`,
  requestStream: false,
  responseStream,
  requestSerialize: (text: string) => Buffer.from(text),
  requestDeserialize: (bytes: Buffer) => bytes.toString(),
  responseSerialize: (text: string) => Buffer.from(text),
  responseDeserialize: (bytes: Buffer) => bytes.toString(),
});

export const jobs: ServiceDefinition = { ask: method('Ask', false), watch: method('Watch', true) };

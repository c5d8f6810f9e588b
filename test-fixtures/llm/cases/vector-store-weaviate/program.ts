import grpc from '@grpc/grpc-js';
import weaviate from 'weaviate-client';
import { serve } from '../serve.ts';

const { url } = await serve(({ path }) =>
  path.includes('openid') ? { status: 404, json: {} } : { json: { version: '1.34.0', modules: {}, hostname: 'h' } },
);
/** A reply with one object that has an id, and a health check that is well. */
const id = Buffer.from('11111111-1111-4111-8111-111111111111');
const field = (tag: number, bytes: Buffer): Buffer => Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
const reply = field(0x12, Buffer.concat([field(0x0a, Buffer.alloc(0)), field(0x12, field(0x0a, id))]));
const method = (path: string, bytes: Buffer) => ({
  path, requestStream: false, responseStream: false,
  requestSerialize: (it: Buffer) => it, requestDeserialize: (it: Buffer) => it, responseSerialize: () => bytes, responseDeserialize: (it: Buffer) => it,
});
const server = new grpc.Server();
const answer = (_call: unknown, done: (error: null, it: object) => void): void => done(null, {});
server.addService({ Search: method('/weaviate.v1.Weaviate/Search', reply) } as never, { Search: answer } as never);
server.addService({ Check: method('/grpc.health.v1.Health/Check', Buffer.from([0x08, 1])) } as never, { Check: answer } as never);
const port = await new Promise<number>((done, fail) => server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, it) => (error ? fail(error) : done(it))));
const client = await weaviate.connectToCustom({ httpHost: '127.0.0.1', httpPort: Number(new URL(url).port), httpSecure: false, grpcHost: '127.0.0.1', grpcPort: port, grpcSecure: false });
const books = client.collections.get('Book');
const { objects } = await books.query.nearText('a fjord', { limit: 3 });
console.log(objects.length);
console.log((await books.query.nearVector([0.1, 0.2], { limit: 2 })).objects[0]?.uuid);
await client.close();
server.forceShutdown();

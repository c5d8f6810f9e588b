/** gRPC's streams between a real client and server: one CLIENT and one SERVER span each, in one trace, with its session. */
import {
  credentials,
  makeGenericClientConstructor,
  Server,
  ServerCredentials,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Observe } from '../../runtime/index.ts';
import { grpc } from '../../runtime/instrument/messaging/clients/grpc/grpc.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record } from '../record.ts';
import { until } from './messaging.testkit.ts';

interface Stream {
  on(event: string, fn: (value?: unknown) => void): this;
  write(text: string): boolean;
  end(): void;
  cancel(): void;
  emit(event: string, value: unknown): boolean;
}
type Call = Stream & { readonly request: string };
type Method = (...args: unknown[]) => Stream;

const toBytes = (text: string): Buffer => Buffer.from(text);
const toText = (bytes: Buffer): string => bytes.toString();
const method = (name: string, requestStream: boolean, responseStream: boolean) => ({
  path: `/jobs.Jobs/${name}`,
  requestStream,
  responseStream,
  requestSerialize: toBytes,
  requestDeserialize: toText,
  responseSerialize: toBytes,
  responseDeserialize: toText,
});
const jobs: ServiceDefinition = {
  watch: method('Watch', false, true),
  upload: method('Upload', true, false),
  chat: method('Chat', true, true),
};

/** What the program's handlers see: the session that is theirs, in each event of a stream too. */
const sessions: unknown[] = [];
const note = (): void => {
  const { baggage = '' } = JSON.parse(Observe.getBaggage() || '{}');
  sessions.push(/session\.id=([^,;]*)/.exec(baggage)?.[1]);
};
const implementation = {
  watch(call: Call) {
    note();
    if (call.request === 'fail') return void call.emit('error', { code: 5, details: 'none' });
    call.write('a');
    if (call.request !== 'hang') setTimeout(() => call.end(), 5);
  },
  upload(call: Stream, done: (error: null, text: string) => void) {
    note();
    let all = '';
    call.on('data', (text) => (all += text)).on('end', () => done(null, all));
  },
  chat(call: Stream) {
    note();
    call.on('data', (text) => call.write(`${text}!`)).on('end', () => call.end());
  },
};

let server: Server;
let client: { close(): void } & Record<'watch' | 'upload' | 'chat', Method>;
let spans: Span[];

beforeEach(async () => {
  spans = record({});
  sessions.length = 0;
  server = new Server();
  const add = grpc('a.ts:9:1#s?method=addService&proven=1', server, 'addService') as Server['addService'];
  add(jobs, implementation as never);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, it) =>
      error ? reject(error) : resolve(it),
    ),
  );
  const Jobs = makeGenericClientConstructor(jobs, 'Jobs');
  const made = new Jobs(`127.0.0.1:${port}`, credentials.createInsecure());
  client = grpc('a.ts:1:1#f?method=client&proven=1', made) as never;
});
afterEach(() => {
  client.close();
  server.forceShutdown();
});

const asked = (fn: () => Promise<unknown>): Promise<unknown> =>
  Observe.withTrace('ask', null, async () => {
    Observe.setAttribute('session.id', 's-1');
    return fn();
  });

const read = (stream: Stream): Promise<string[]> =>
  new Promise((resolve) => {
    const texts: string[] = [];
    stream
      .on('data', (text) => texts.push(String(text)))
      .on('error', (error) => resolve([...texts, String((error as { code: number }).code)]))
      .on('end', () => resolve(texts));
  });

/** The client's span, and the server's below it, once both have ended. */
async function pairOf(name: string): Promise<[Span, Span]> {
  const both = (): Span[] => spans.filter((span) => span.name === `jobs.Jobs/${name}`);
  await until(() => both().length === 2, name);
  const [sent, served] = both()
    .toSorted((a, b) => a.kind - b.kind || 0)
    .toReversed() as [Span, Span];
  expect([sent.kind, served.kind]).toEqual([3, 2]);
  expect([served.trace.traceId, served.parentSpanId]).toEqual([sent.trace.traceId, sent.spanId]);
  expect(attributesOf(served)['session.id']).toBe('s-1');
  expect(sessions).toEqual(['s-1']);
  return [sent, served];
}

it('of answers', async () => {
  expect(await asked(() => read(client.watch('go')))).toEqual(['a']);
  const [sent, served] = await pairOf('Watch');
  expect([sent.status, served.status]).toEqual([0, 0]);
});

it('of requests', async () => {
  const all = await asked(
    () =>
      new Promise((resolve) => {
        const stream = client.upload((_error: unknown, text: string) => resolve(text));
        stream.write('a');
        stream.write('b');
        stream.end();
      }),
  );
  expect(all).toBe('ab');
  await pairOf('Upload');
});

it('in both directions', async () => {
  const texts = await asked(() => {
    const stream = client.chat();
    stream.write('a');
    stream.write('b');
    stream.end();
    return read(stream);
  });
  expect(texts).toEqual(['a!', 'b!']);
  await pairOf('Chat');
});

it('that fails: an error of the caller is no failure of the server, and both name its code', async () => {
  expect(await asked(() => read(client.watch('fail')))).toEqual(['5']);
  const [sent, served] = await pairOf('Watch');
  expect([sent.status, served.status]).toEqual([2, 0]);
  expect([sent, served].map((span) => attributesOf(span)['rpc.grpc.status_code'])).toEqual([5, 5]);
});

it('that its client cancels', async () => {
  await asked(async () => {
    const stream = client.watch('hang');
    const texts = read(stream);
    stream.on('data', () => stream.cancel());
    expect(await texts).toEqual(['a', '1']);
  });
  await pairOf('Watch');
});

/** What a program may say of its messages: their traces, their identities, and whether they hold a carrier themselves. */
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it, vi } from 'vitest';
import { Observe } from '../../runtime/index.ts';
import { threads } from '../../runtime/instrument/messaging/clients/threads.ts';
import { attributesOf, record, spanNamed } from '../record.ts';

type InitOptions = NonNullable<Parameters<typeof record>[0]>;

afterEach(() => vi.restoreAllMocks());

/** One message, from a sender with a session to a consumer in the same process; what the consumer was given. */
async function pass(message: unknown): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const seen = new Promise((resolve) =>
    threads('a.ts:9:1#g?method=on&proven=1', port2, 'on')('message', (given: unknown) => resolve(given)),
  );
  await Observe.withTrace('ask', null, async () => {
    Observe.setAttribute('session.id', 's-1');
    threads('a.ts:1:1#f?method=postMessage&proven=1', port1, 'postMessage')(message);
  });
  const given = await seen;
  port1.close();
  await once(port2, 'close');
  return given;
}

const PAYLOAD = { payloadCarriers: true } as const;

it('payloadCarriers: the member travels, and its consumer does not see it', async () => {
  const spans = record(PAYLOAD);
  const message = { text: 'a' };
  expect(await pass(message)).toEqual({ text: 'a' });
  expect(message).toEqual({ text: 'a' });
  const [sent, processed] = ['send thread', 'process thread'].map((name) => spanNamed(spans, name));
  expect(processed?.trace.traceId).toBe(sent?.trace.traceId);
  expect(processed?.parentSpanId).toBe(sent?.spanId);
  expect(attributesOf(processed!)['session.id']).toBe('s-1');
});

it.each([
  ['without payloadCarriers', {}, { text: 'a' }],
  ['no plain object', PAYLOAD, ['a']],
  ['a text', PAYLOAD, 'a'],
  ["a carrier of the program's own", PAYLOAD, { traceContext: 1 }],
] as const)('%s: the message is as it was', async (_what, options, message) => {
  const spans = record(options);
  const given = await pass(message);
  expect(given).toEqual(message);
  expect(spans.filter(({ name }) => name === 'send thread')).toEqual([]);
});

it("messages: 'link' begins a trace of the same session, linked to its sender", async () => {
  const options = { ...PAYLOAD, messages: 'link' } as const;
  const spans = record(options);
  await pass({ text: 'a' });
  const [sent, processed] = ['send thread', 'process thread'].map((name) => spanNamed(spans, name));
  expect(processed?.trace.traceId).not.toBe(sent?.trace.traceId);
  expect(processed?.links).toMatchObject([{ traceId: sent?.trace.traceId, spanId: sent?.spanId }]);
  expect(attributesOf(processed!)['session.id']).toBe('s-1');
});

it('messages: a function is asked for each', async () => {
  const asked: unknown[] = [];
  const options: InitOptions = {
    ...PAYLOAD,
    messages: (message) => {
      asked.push(message);
      return (message.message as { late?: boolean }).late ? 'link' : 'continue';
    },
  };
  const spans = record(options);
  await pass({ text: 'a' });
  await pass({ late: true });
  const sent = spans.filter(({ name }) => name === 'send thread');
  const processed = spans.filter(({ name }) => name === 'process thread');
  expect(processed.map(({ trace }, n) => trace.traceId === sent[n]?.trace.traceId)).toEqual([true, false]);
  expect(asked).toMatchObject([{ system: 'node', destination: 'thread', message: { text: 'a' } }, {}]);
});

it.each([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['says something else', () => 'maybe' as 'link'],
])('messages: a function that %s lets the trace go on, and is told', async (_what, messages) => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const options = { ...PAYLOAD, messages };
  const spans = record(options);
  await pass({ text: 'a' });
  const [sent, processed] = ['send thread', 'process thread'].map((name) => spanNamed(spans, name));
  expect(processed?.trace.traceId).toBe(sent?.trace.traceId);
  expect(warn).toHaveBeenCalled();
});

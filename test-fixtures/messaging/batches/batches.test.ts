/** Batches: all of one trace go on in it; of several, each message of a loop in sight is processed below its sender. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from '@onetrace/transformer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Observe } from '../../../runtime/index.ts';
import * as inject from '../../../runtime/inject.ts';
import type { Span } from '../../../runtime/trace/span.ts';
import { attributesOf, record } from '../../record.ts';

interface Programs {
  use(work: (text: string) => Promise<void>): void;
  handler(event: object, context: object): Promise<void>;
  default: { queue(batch: object, env: object, context: object): Promise<void> };
  consume(consumer: object): Promise<void>;
}
const here = fileURLToPath(new URL('.', import.meta.url));
let programs: Programs;
let spans: Span[];

/** The programs, rewritten, with the helpers of this process. */
beforeAll(async () => {
  const file = `${here}programs.ts`;
  const { code } = transform(readFileSync(file, 'utf8'), file, { root: here });
  (globalThis as { helpers?: unknown }).helpers = inject;
  const text = stripTypeScriptTypes(code).replace(
    /import \* as \$ot from "onetrace\/inject";/,
    'const $ot = globalThis.helpers;',
  );
  expect(text).toContain('method=each');
  programs = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Programs;
});
afterAll(() => delete (globalThis as { helpers?: unknown }).helpers);
beforeEach(() => {
  spans = record({});
  programs.use(async (text) => {
    await null;
    Observe.withTrace(`work ${text}`, null, () => {});
  });
});

/** Carriers of one sender each, with its session. */
function carrierFrom(session: string): Record<string, string> {
  return Observe.withTrace(`send ${session}`, null, () => {
    Observe.setAttribute('session.id', session);
    return JSON.parse(Observe.getBaggage()) as Record<string, string>;
  });
}
const named = (name: string): Span => spans.find((span) => span.name === name) as Span;
const nameOfParent = ({ parentSpanId }: Span): string =>
  spans.find(({ spanId }) => spanId === parentSpanId)?.name ?? '';

const KINDS: readonly (readonly [
  string,
  string,
  (texts: readonly string[], carriers: readonly Record<string, string>[]) => Promise<void>,
])[] = [
  [
    'SQS on Lambda',
    'process jobs',
    (texts, carriers) =>
      programs.handler(
        {
          Records: texts.map((body, at) => ({
            messageId: String(at),
            body,
            eventSource: 'aws:sqs',
            eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:jobs',
            messageAttributes: Object.fromEntries(
              Object.entries(carriers[at] ?? {}).map(([name, stringValue]) => [
                name,
                { stringValue, dataType: 'String' },
              ]),
            ),
          })),
        },
        { awsRequestId: 'r', getRemainingTimeInMillis: () => 3_000 },
      ),
  ],
  [
    'Cloudflare Queues',
    'process jobs',
    (texts, carriers) =>
      programs.default.queue(
        {
          queue: 'jobs',
          messages: texts.map((text, at) => ({ id: String(at), body: { text, traceContext: carriers[at] } })),
        },
        {},
        { waitUntil() {} },
      ),
  ],
  [
    'Kafka, eachBatch',
    'process jobs',
    async (texts, carriers) => {
      let given: { eachBatch(payload: object): Promise<void> } | undefined;
      const consumer = {
        async run(options: typeof given) {
          given = options;
        },
        sendBatch() {},
      };
      await programs.consume(consumer);
      const messages = texts.map((text, at) => ({
        value: text,
        offset: String(at),
        headers: carriers[at] ?? {},
      }));
      await given?.eachBatch({ batch: { topic: 'jobs', partition: 0, messages } });
    },
  ],
];

it.each(KINDS)('%s: of two senders, each message is below its own', async (_kind, name, deliver) => {
  const carriers = [carrierFrom('a'), carrierFrom('b')];
  await deliver(['one', 'two'], carriers);
  for (const [text, session] of [
    ['one', 'a'],
    ['two', 'b'],
  ] as const) {
    const work = named(`work ${text}`);
    expect([attributesOf(work)['session.id'], nameOfParent(work)]).toEqual([session, name]);
    const process = spans.find(({ spanId }) => spanId === work.parentSpanId) as Span;
    expect(process.trace.traceId).toBe(named(`send ${session}`).trace.traceId);
  }
  const batch = spans.find((span) => attributesOf(span)['messaging.batch.message_count'] === 2);
  expect(batch?.links).toHaveLength(2);
  expect(spans.every(({ end }) => end > 0)).toBe(true);
});

it.each(KINDS)('%s: of one trace, all goes on in it', async (_kind, _name, deliver) => {
  const carrier = carrierFrom('a');
  await deliver(['one', 'two'], [carrier, carrier]);
  expect(new Set(spans.map(({ trace }) => trace.traceId)).size).toBe(1);
  expect(
    spans.filter(({ name }) => name.startsWith('work')).map((it) => attributesOf(it)['session.id']),
  ).toEqual(['a', 'a']);
});

it.each(KINDS)('%s: a batch of one is one span', async (_kind, name, deliver) => {
  await deliver(['one'], [carrierFrom('a')]);
  expect(spans.map((span) => span.name)).toEqual(['send a', 'work one', name]);
});

it.each(KINDS)('%s: messages without a sender stay in their batch', async (_kind, name, deliver) => {
  await deliver(['one', 'two'], []);
  expect(new Set(spans.map(({ trace }) => trace.traceId)).size).toBe(1);
  expect(nameOfParent(named('work two'))).toBe(name);
});

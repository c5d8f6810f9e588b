/** BullMQ with a real redis: bulk, flows, identities by queue, and ten thousand jobs at once. */
import { type ConnectionOptions, FlowProducer, type Job, Queue, Worker } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Observe } from '../../runtime/index.ts';
import { bullmq } from '../../runtime/instrument/messaging/clients/bullmq.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record, spanNamed } from '../record.ts';
import { type Broker, brokers } from './brokers/index.ts';
import { until } from './messaging.testkit.ts';

const { missing } = brokers.redis;
let redis: Broker;
let connection: ConnectionOptions;
const closing: { close(): Promise<unknown> }[] = [];
let spans: Span[];

beforeAll(async () => {
  if (missing !== undefined) return;
  redis = await brokers.redis.start();
  connection = { host: '127.0.0.1', port: redis.port, maxRetriesPerRequest: null };
});
afterAll(async () => {
  for (const each of closing) await each.close();
  await redis?.stop();
});
beforeEach(() => {
  spans = record({});
});

const closed = <T extends { close(): Promise<unknown> }>(it: T): T => {
  closing.unshift(it);
  return it;
};
const workerOf = (queue: string, fn: (job: Job) => Promise<unknown>, concurrency = 1): Worker =>
  closed(
    new Worker(queue, bullmq('a.ts:9:1#w?method=Worker&proven=1', fn) as typeof fn, {
      connection,
      concurrency,
    }),
  );
const sending = (client: object, method: string) =>
  bullmq(`a.ts:1:1#f?method=${method}&proven=1`, client, method as never) as (
    ...args: unknown[]
  ) => Promise<unknown>;
const named = (name: string): Span[] => spans.filter((span) => span.name === name);

const asked = (session: string, fn: () => Promise<unknown>): Promise<unknown> =>
  Observe.withTrace('ask', null, () => {
    Observe.setAttribute('session.id', session);
    return fn();
  });

describe.skipIf(missing !== undefined)(`BullMQ${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('a bulk is one send, and each of its jobs is processed below it', async () => {
    const queue = closed(new Queue('bulk', { connection }));
    workerOf('bulk', async () => {});
    const jobs = [1, 2, 3].map((n) => ({ name: 'job', data: { n } }));
    await asked('s-bulk', () => sending(queue, 'addBulk')(jobs));
    await until(() => named('process bulk').length === 3, 'three jobs');
    const sent = spanNamed(spans, 'send bulk');
    expect(attributesOf(sent)['messaging.batch.message_count']).toBe(3);
    expect(named('process bulk').map(({ parentSpanId }) => parentSpanId)).toEqual(Array(3).fill(sent.spanId));
    expect(named('process bulk').map((span) => attributesOf(span)['session.id'])).toEqual(
      Array(3).fill('s-bulk'),
    );
    expect(jobs).toEqual([1, 2, 3].map((n) => ({ name: 'job', data: { n } })));
  });

  it('a flow: children and their parent are of one trace', async () => {
    const flows = closed(new FlowProducer({ connection }));
    workerOf('child', async ({ data }) => data.n);
    workerOf('parent', async (job) => job.getChildrenValues());
    const children = [1, 2].map((n) => ({ name: 'part', queueName: 'child', data: { n } }));
    await asked('s-flow', () => sending(flows, 'add')({ name: 'whole', queueName: 'parent', children }));
    await until(() => named('process parent').length === 1, 'the parent');
    const sent = spanNamed(spans, 'send parent');
    const processed = [...named('process child'), ...named('process parent')];
    expect(processed.map(({ parentSpanId }) => parentSpanId)).toEqual(Array(3).fill(sent.spanId));
    expect(processed.map((span) => attributesOf(span)['session.id'])).toEqual(Array(3).fill('s-flow'));
  });

  it.each([
    [['queue:*'], true],
    [['queue:mine'], true],
    [['queue:others'], false],
    [['elsewhere.test'], false],
  ] as const)('propagateTo %j: the session travels: %s', async (propagateTo, travels) => {
    record({ propagateTo: [...propagateTo] });
    const queue = closed(new Queue('mine', { connection }));
    const job = (await asked('s-mine', () => sending(queue, 'add')('job', {}))) as Job;
    const stored = (await Promise.resolve(queue.getJob(job.id ?? '')))?.opts.telemetry?.metadata ?? '';
    expect(JSON.parse(stored).traceparent).toMatch(/^00-/);
    expect(stored.includes('s-mine')).toBe(travels);
  });

  it('ten thousand jobs in a burst, some tried twice: each attempt once', { timeout: 120_000 }, async () => {
    const COUNT = 10_000;
    const queue = closed(new Queue('burst', { connection }));
    const jobs = Array.from({ length: COUNT }, (_, n) => ({
      name: 'job',
      data: { n },
      opts: { attempts: 2 },
    }));
    await asked('s-burst', () => sending(queue, 'addBulk')(jobs));
    const attempt = async ({ data, attemptsMade }: Job): Promise<void> => {
      if (data.n % 100 === 0 && attemptsMade === 0) throw new Error('poison');
    };
    const worker = workerOf('burst', attempt, 100);
    let done = 0;
    worker.on('completed', () => done++);
    await until(() => done === COUNT, 'all jobs', []);
    const processed = named('process burst');
    expect(processed).toHaveLength(COUNT + COUNT / 100);
    const attempts = processed
      .map(attributesOf)
      .map((it) => [it['messaging.message.id'], it['messaging.bullmq.job.attempts_made']].join());
    expect(new Set(attempts).size).toBe(processed.length);
    expect(new Set(processed.map(({ spanId }) => spanId)).size).toBe(processed.length);
    expect(processed.filter((span) => attributesOf(span)['error.type'] === 'Error')).toHaveLength(
      COUNT / 100,
    );
    const sent = spanNamed(spans, 'send burst');
    expect(new Set(processed.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([sent.spanId]));
  });
});

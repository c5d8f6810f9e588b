/** Work that a clock starts is nobody's: a root a tick, named by its schedule, in each library that repeats jobs. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisBackend } from '@agendajs/redis-backend';
import { Agenda } from 'agenda';
import Bree from 'bree';
import { Queue, Worker } from 'bullmq';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Observe } from '../../runtime/index.ts';
import { agenda as agendaSite, bree as breeSite, bullmq } from '../../runtime/inject.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record } from '../record.ts';
import { type Broker, brokers } from './brokers/index.ts';
import { until } from './messaging.testkit.ts';

const { missing } = brokers.redis;
let redis: Broker | undefined;
let spans: Span[];

beforeAll(async () => {
  if (missing === undefined) redis = await brokers.redis.start();
});
afterAll(() => redis?.stop());
beforeEach(() => {
  spans = record({});
});

const site = (method: string): string => `a.ts:1:1#f?method=${method}&proven=1`;
const asked = <T>(fn: () => T): T =>
  Observe.withTrace('ask', null, () => {
    Observe.setAttribute('session.id', 's-1');
    return fn();
  });
const named = (name: string): Span[] => spans.filter((span) => span.name === name);
/** A tick that traces something, in a root of its own and nobody's session. */
function expectTick(name: string): void {
  const [tick] = named(name) as [Span];
  expect([tick.parentSpanId, attributesOf(tick)['session.id']]).toEqual(['', undefined]);
  const [work] = named('work').filter(({ parentSpanId }) => parentSpanId === tick.spanId);
  expect(work?.trace.traceId).toBe(tick.trace.traceId);
  expect(named('ask').map(({ trace }) => trace.traceId)).not.toContain(tick.trace.traceId);
}
const work = async (): Promise<void> => Observe.withTrace('work', null, async () => {});

it("BullMQ's repeatable jobs", { timeout: 60_000 }, async ({ skip }) => {
  skip(missing !== undefined, missing);
  const connection = { host: '127.0.0.1', port: redis?.port as number, maxRetriesPerRequest: null };
  const queue = new Queue('repeated', { connection });
  const worker = new Worker(
    'repeated',
    bullmq(site('Worker'), async () => work()),
    { connection },
  );
  const add = bullmq(site('add'), queue, 'add') as (...args: unknown[]) => Promise<unknown>;
  await asked(() => add('job', {}, { repeat: { every: 200 } }));
  await until(() => named('interval 200 ms').length > 0, 'a tick');
  await worker.close(true);
  await queue.close();
  expectTick('interval 200 ms');
});

it("Agenda's every", { timeout: 60_000 }, async ({ skip }) => {
  skip(missing !== undefined, missing);
  const agenda = new Agenda({
    backend: new RedisBackend({ connectionString: redis?.url as string }),
    processEvery: 100,
  });
  agendaSite(site('define'), agenda, 'define')('report', async () => work());
  await agenda.start();
  await asked(() => agenda.every('1 second', 'report'));
  await until(() => named('cron 1 second').length > 0, 'a tick');
  await agenda.stop();
  expectTick('cron 1 second');
});

it("Bree's threads: a root for each, which its thread continues", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bree-'));
  writeFileSync(
    join(folder, 'job.mjs'),
    "import { getEnvironmentData, parentPort } from 'node:worker_threads'; parentPort.postMessage(getEnvironmentData('onetrace.carrier')?.traceparent ?? 'none');",
  );
  const told: string[] = [];
  const bree = breeSite(
    site('made'),
    new Bree({
      root: false,
      logger: false,
      jobs: [{ name: 'job', path: join(folder, 'job.mjs'), interval: 300 }],
      workerMessageHandler: ({ message }) => void told.push(String(message)),
    }),
  );
  await asked(() => bree.start());
  await until(() => named('interval 300 ms').length > 0 && told.length > 0, 'a tick');
  await bree.stop();
  const [tick] = named('interval 300 ms') as [Span];
  expect(told[0]).toContain(`00-${tick.trace.traceId}-${tick.spanId}-`);
  expect([tick.parentSpanId, attributesOf(tick)['session.id']]).toEqual(['', undefined]);
});

/** What cannot be sent survives on disk, whatever happens to the process, and arrives once. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Collector, startCollector } from '../../../examples/collector/collector.ts';
import type { ExportConfig } from '../../config/types/export-options.ts';
import type { Pipeline } from '../../core/contracts.ts';
import { createDeliveryReport } from '../../core/pipeline/delivery-report.ts';
import { endedSpan, endedSpans, pipelineTo, startProgram } from '../export.testkit.ts';
import { Spool } from './spool.ts';

let folder: string;
let collector: Collector;
let down: boolean;
let silent: boolean;
const pipelines: Pipeline[] = [];
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

beforeEach(async () => {
  down = true;
  silent = false;
  folder = await mkdtemp(join(tmpdir(), 'onetrace-spool-'));
  collector = await startCollector({
    faults: () => (silent ? { silent: true } : down ? { status: 503 } : undefined),
  });
});
afterEach(async () => {
  await Promise.all(pipelines.splice(0).map((pipeline) => pipeline.shutdown(100).catch(() => {})));
  await collector.close();
  await rm(folder, { recursive: true });
  warn.mockClear();
});

function open(config: Partial<ExportConfig> = {}): Pipeline {
  const pipeline = pipelineTo(collector.url, { spool: folder, ...config });
  pipelines.push(pipeline);
  return pipeline;
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

const distinct = (): number => new Set(collector.spans.map(({ spanId }) => spanId)).size;
const arrived = (count: number) => collector.waitFor((spans) => spans.length >= count, 15_000);

test.each([
  'http/json',
  'http/protobuf',
] as const)('%s: an outage is written down and made up for', async (protocol) => {
  const pipeline = open({ destinations: [{ url: collector.url, protocol }] });
  for (let at = 0; at < 10; at++) {
    pipeline.add(endedSpans(300, { attributes: { text: 'x'.repeat(500) } }));
    await pipeline.flush();
  }
  expect(pipeline.stats()).toMatchObject({
    exported: 0,
    queued: 0,
    queueBytes: 0,
    spooled: 3_000,
    dropped: {},
  });
  down = false;
  pipeline.add([endedSpan('the receiver is back')]);
  await pipeline.flush();
  await arrived(3_001);
  await vi.waitFor(async () => expect(await files()).toEqual([]));
  expect([collector.spans.length, distinct()]).toEqual([3_001, 3_001]);
  expect(pipeline.stats()).toMatchObject({ exported: 3_001, spooled: 0, dropped: {} });
});

const program = (rest: string, service = 'child') =>
  startProgram(`
    const pipeline = pipelineTo('${collector.url}', {
      spool: '${folder}', delay: 60_000, exitTimeout: 200, resource: { 'service.name': '${service}' },
    });
    pipeline.add(endedSpans(5));
    ${rest}`);

test.each([
  ['just ends', ''],
  ['ends by process.exit()', 'setTimeout(() => process.exit(), 100)'],
  ['ends by an uncaught error', 'setTimeout(() => { throw new Error("mine") }, 100)'],
])('a process that %s leaves its spans to the next one, in its own name', async (_, rest) => {
  await program(rest, 'the first').ended;
  expect(collector.spans).toHaveLength(0);
  down = false;
  open();
  await arrived(5);
  expect(collector.spans.map(({ resource }) => resource['service.name'])).toEqual(Array(5).fill('the first'));
  await vi.waitFor(async () => expect(await files()).toEqual([]));
});

test('short processes make up for one another, each batch once', async () => {
  for (let at = 0; at < 3; at++) await program('').ended;
  down = false;
  for (let at = 0; at < 3; at++) {
    const short = startProgram(`pipelineTo('${collector.url}', { spool: '${folder}' });`);
    expect((await short.ended).code).toBe(0);
  }
  expect([collector.spans.length, distinct()]).toEqual([15, 15]);
  expect(await files()).toEqual([]);
});

test('kill -9 loses nothing that flush() has acknowledged', async () => {
  const { child, ended } = program(
    `await pipeline.flush(); console.log('safe'); setInterval(() => {}, 1_000)`,
  );
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await ended;
  down = false;
  open();
  await arrived(5);
  expect(distinct()).toBe(5);
}, 15_000);

/** Kills a program a moment after it says that it is ready, and starts another on its spool. */
async function killedAndReplaced(source: string): Promise<void> {
  const { child, ended } = startProgram(`
    const tracer = await import('./core/tracer.ts');
    const { endSpan } = await import('./core/end-span.ts');
    const { init } = await import('./api/lifecycle.ts');
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    init({ endpoint: '${collector.url}', export: { spool: '${folder}' } });
    ${source}
    console.log('ready');
    setInterval(() => {}, 1_000);`);
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await ended;
  down = silent = false;
  open();
}

test('kill -9 keeps what has ended of a trace whose root still runs', async () => {
  down = false;
  await killedAndReplaced(`
    const root = tracer.startRoot('root', 1);
    for (let n = 0; n < 50; n++) endSpan(tracer.startSpan('step ' + n, 1, root));
    await sleep(1_500);`);
  await arrived(50);
  expect([collector.spans.length, distinct()]).toEqual([50, 50]);
}, 30_000);

test('kill -9 keeps what a receiver that never answers was given', async () => {
  silent = true;
  await killedAndReplaced(`
    for (let n = 0; n < 500; n++) endSpan(tracer.startRoot('root ' + n, 1));
    await sleep(2_500);`);
  await arrived(500);
  expect(distinct()).toBe(500);
}, 30_000);

test('kill -9 sends nothing again that has arrived', async () => {
  down = false;
  await killedAndReplaced(`
    const running = tracer.startRoot('running', 1);
    endSpan(tracer.startSpan('held', 1, running));
    for (let n = 0; n < 200; n++) endSpan(tracer.startRoot('root ' + n, 1));
    await sleep(500);
    const { flush } = await import('./api/lifecycle.ts');
    await flush();
    endSpan(tracer.startSpan('waits', 1, running));
    await sleep(1_500);`);
  await arrived(202);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([collector.spans.length, distinct()]).toEqual([202, 202]);
}, 30_000);

test('two keys for one address do not share a spool, and nobody else may read it', async () => {
  const pipelineOf = (key: string) =>
    open({ destinations: [{ url: collector.url, headers: { authorization: key } }] });
  for (const key of ['alice', 'bob']) {
    const pipeline = pipelineOf(key);
    pipeline.add(endedSpans(2));
    await pipeline.shutdown(500).catch(() => {});
  }
  expect(await readdir(folder)).toHaveLength(2);
  for (const file of await files()) expect((await stat(file)).mode & 0o77).toBe(0);
  down = false;
  pipelineOf('alice');
  await arrived(2);
  const keys = collector.requests
    .filter(({ spans }) => spans.length > 0)
    .map(({ headers }) => headers.authorization);
  expect(keys.slice(-1)).toEqual(['alice']);
  expect(collector.spans).toHaveLength(2);
});

test('kill -9 at random moments', async () => {
  const busy = `
    process.stdout.on('error', () => {});
    for (;;) {
      const spans = endedSpans(20);
      pipeline.add(spans);
      await pipeline.flush();
      console.log(spans.map(({ spanId }) => spanId).join(' '));
    }`;
  const flap = setInterval(() => (down = !down), 30);
  const outputs: string[] = [];
  for (let round = 0; round < 12; round++) {
    const { child, ended } = program(busy);
    await once(child.stdout!, 'data');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    child.kill('SIGKILL');
    outputs.push((await ended).stdout);
  }
  clearInterval(flap);
  down = false;
  open();
  // A line may be torn by the kill: what was read whole had been acknowledged.
  const safe = outputs.flatMap((text) => text.split('\n').slice(0, -1)).flatMap((line) => line.split(' '));
  expect(safe.length).toBeGreaterThan(200);
  const missing = () => {
    const ids = new Set(collector.spans.map(({ spanId }) => spanId));
    return safe.filter((spanId) => !ids.has(spanId));
  };
  await vi.waitFor(() => expect(missing()).toEqual([]), { timeout: 10_000, interval: 100 });
}, 40_000);

test('processes that share a folder send each batch once', async () => {
  const writers = [1, 2, 3].map(() => open());
  for (const pipeline of writers)
    pipeline.add(endedSpans(1_000, { attributes: { text: 'x'.repeat(2_000) } }));
  await Promise.all(writers.map((pipeline) => pipeline.flush()));
  down = false;
  // A folder may be listed in the moment in which a file of it gets another name: once empty is not empty. Who ends
  // with a request on its way gives that up after 200 ms, and it is sent again.
  const drain = `
    await pipeline.flush();
    for (let empty = 0; empty < 10; empty = pipeline.stats().spooled > 0 ? 0 : empty + 1)
      await new Promise((resolve) => setTimeout(resolve, 20));`;
  const readers = [1, 2, 3].map(() => program(drain).ended);
  await Promise.all(readers);
  await arrived(3_000 + 15);
  expect([collector.spans.length, distinct()]).toEqual([3_015, 3_015]);
}, 60_000);

test('a torn and a corrupt segment cost themselves alone', async () => {
  for (let at = 0; at < 4; at++) await program('').ended;
  const [torn, corrupt] = (await files()) as [string, string];
  await truncate(torn, (await readFile(torn)).length - 10);
  const bytes = await readFile(corrupt);
  bytes[bytes.length - 700]! ^= 1;
  await writeFile(corrupt, bytes);
  await writeFile(join(corrupt, '..', 'README.md'), 'not a segment');
  down = false;
  const pipeline = open();
  await vi.waitFor(async () => expect(await files()).toEqual([expect.stringContaining('README.md')]));
  const lost = pipeline.stats().dropped.corrupt ?? 0;
  expect(collector.spans.length + lost).toBe(20);
  expect(lost).toBeLessThan(6);
  expect(distinct()).toBe(collector.spans.length);
  expect(warn.mock.calls.join()).toContain('is damaged');
});

test('the folder is bounded, the oldest go first', async () => {
  const pipeline = open({ spoolBytes: 2_000_000 });
  for (let at = 0; at < 10; at++) {
    pipeline.add(endedSpans(100, { attributes: { at, text: 'x'.repeat(5_000) } }));
    await pipeline.flush();
  }
  const { spooled, dropped } = pipeline.stats();
  expect(spooled + (dropped.spool_full ?? 0)).toBe(1_000);
  expect(spooled).toBeGreaterThan(250);
  expect(spooled).toBeLessThan(500);
  down = false;
  pipeline.add([endedSpan('back')]);
  await pipeline.flush();
  await arrived(spooled + 1);
  const kept = collector.spans
    .map(({ attributes }) => attributes['at'] as number | undefined)
    .filter((at) => at !== undefined);
  expect(Math.min(...kept)).toBeGreaterThan(4);
});

test('a folder that cannot be written leaves spans in memory', async () => {
  await writeFile(join(folder, 'file'), '');
  const pipeline = open({ spool: join(folder, 'file') });
  pipeline.add(endedSpans(10));
  await expect(pipeline.flush(200)).rejects.toThrow('10 spans');
  down = false;
  await pipeline.flush();
  expect(distinct()).toBe(10);
  expect(warn.mock.calls.join()).toContain('cannot be written to disk');
});

test('a segment that is too large for the receiver is split and trimmed', async () => {
  const pipeline = open();
  pipeline.add([
    ...endedSpans(20, { attributes: { text: 'x'.repeat(2_000) } }),
    endedSpan('l', { attributes: { t: 'y'.repeat(30_000) } }),
  ]);
  await pipeline.flush();
  await pipeline.shutdown();
  await collector.close();
  collector = await startCollector({ port: collector.port, maxBytes: 10_000 });
  const next = open();
  await arrived(21);
  expect([distinct(), next.stats().dropped]).toEqual([21, {}]);
  await vi.waitFor(async () => expect(await files()).toEqual([]));
});

test('nothing is written after the end, whatever was under way', async () => {
  await program('').ended;
  for (let turn = 0; turn < 12; turn++) {
    const options = {
      limit: 1e6,
      segmentBytes: 1e6,
      head: new Uint8Array([1]),
      report: createDeliveryReport(),
    };
    const [spooled] = await readdir(folder);
    const spool = new Spool({ ...options, folder: join(folder, spooled as string) });
    const taking = spool.take();
    const appending = spool.append([new Uint8Array(9)]);
    for (let at = 0; at < turn; at++) await new Promise((resolve) => setImmediate(resolve));
    await spool.release();
    await Promise.all([taking, appending]);
    const left = await files();
    expect(left.filter((path) => !path.endsWith('.ready'))).toEqual([]);
    expect(left).toHaveLength(turn + 2);
  }
});

/** Receivers that misbehave: what can be kept is delivered, what cannot is counted and told. */
import { connect as collectorSocket, createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { type Collector, type Fault, startCollector } from '../../examples/collector/collector.ts';
import type { ExportConfig } from '../config/types/export-options.ts';
import type { Pipeline } from '../core/contracts.ts';
import { endedSpan, endedSpans, pipelineTo } from './export.testkit.ts';

const closers: (() => Promise<unknown>)[] = [];
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close().catch(() => {})));
  warn.mockClear();
});

/** A collector that answers its first requests with these faults, and a pipeline to it. */
async function faulty(faults: Fault[], config: Partial<ExportConfig> = {}): Promise<[Pipeline, Collector]> {
  const collector = await startCollector({ faults: (_, count) => faults[count - 1] });
  return [open(collector.url, config, collector), collector];
}

function open(url: string, config: Partial<ExportConfig> = {}, collector?: Collector): Pipeline {
  const pipeline = pipelineTo(url, config);
  closers.push(
    () => pipeline.shutdown(1),
    async () => collector?.close(),
  );
  return pipeline;
}

const told = (): string => warn.mock.calls.join('\n');
const distinct = ({ spans }: Collector): number => new Set(spans.map(({ spanId }) => spanId)).size;
const gaps = ({ requests }: Collector): number[] =>
  requests.slice(1).map(({ time }, index) => time - (requests[index]?.time ?? 0));

test('B: a burst that yields every 100 spans', async () => {
  const [pipeline, collector] = await faulty([]);
  for (let at = 0; at < 100; at++) {
    pipeline.add(endedSpans(100));
    await new Promise(setImmediate);
  }
  await pipeline.flush();
  expect([collector.spans.length, distinct(collector)]).toEqual([10_000, 10_000]);
});

test.each([408, 429, 500, 502, 503, 504])('D: %i three times, then 200', async (status) => {
  const [pipeline, collector] = await faulty([{ status }, { status }, { status }]);
  pipeline.add(endedSpans(10));
  await pipeline.flush();
  expect([collector.spans.length, collector.requests.length]).toEqual([10, 4]);
  expect(pipeline.stats()).toMatchObject({ exported: 10, dropped: {}, queued: 0 });
});

test('E: 503 for ever keeps everything, and flush says how much', async () => {
  const [pipeline] = await faulty(Array(20).fill({ status: 503 }));
  pipeline.add(endedSpans(10));
  await expect(pipeline.flush(300)).rejects.toThrow(/10 spans are unacknowledged \(http:.*503/);
  expect(pipeline.stats()).toMatchObject({ exported: 0, dropped: {}, queued: 10 });
});

test.each([
  ['seconds', () => '1'],
  ['a date', () => new Date(Date.now() + 2_000).toUTCString()],
])('F: Retry-After in %s is waited out, flush or not', async (_, retryAfter) => {
  const [pipeline, collector] = await faulty([{ status: 503, headers: { 'retry-after': retryAfter() } }]);
  pipeline.add(endedSpans(10));
  await collector.waitFor(() => collector.requests.length === 1);
  await pipeline.flush();
  expect(collector.spans).toHaveLength(10);
  expect(gaps(collector)[0]).toBeGreaterThan(950);
});

test('G: 500 for ever is tried a dozen times, then counted and told', async () => {
  const [pipeline, collector] = await faulty(Array(13).fill({ status: 500, body: 'disk on fire' }));
  pipeline.add(endedSpans(10));
  await pipeline.flush();
  expect(collector.requests).toHaveLength(13);
  expect(pipeline.stats()).toMatchObject({ exported: 0, dropped: { rejected: 10 } });
  expect(pipeline.stats().lastError).toContain('500 disk on fire');
  pipeline.add(endedSpans(2));
  await pipeline.flush();
  expect(collector.spans).toHaveLength(2);
});

test('an address that is no URL is told once, and nothing waits for it', async () => {
  const pipeline = open('collector:4318', {});
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(pipeline.stats()).toMatchObject({ dropped: { not_otlp: 3 }, queued: 0 });
  expect(told()).toContain('is not an HTTP URL');
});

test('a receiver that is back is noticed within two seconds, however long it was away', {
  timeout: 20_000,
  retry: 2, // real time, which a busy machine stretches
}, async () => {
  const first = await startCollector();
  await first.close();
  const pipeline = open(first.url, { retryDelay: 1_000 });
  pipeline.add(endedSpans(10));
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  const again = await startCollector({ port: first.port });
  closers.push(again.close);
  const back = performance.now();
  await again.waitFor((spans) => spans.length === 10);
  expect(performance.now() - back).toBeLessThan(2_500);
});

test('H: nobody listens for a while', async () => {
  const first = await startCollector();
  await first.close();
  const pipeline = open(first.url);
  pipeline.add(endedSpans(10));
  await new Promise((resolve) => setTimeout(resolve, 700));
  pipeline.add([endedSpan('meanwhile')]);
  const again = await startCollector({ port: first.port });
  closers.push(again.close);
  await pipeline.flush();
  expect(again.spans.map(({ name }) => name)).toEqual([
    ...endedSpans(10).map(({ name }) => name),
    'meanwhile',
  ]);
});

test('I: an attribute of 5 MB is limited, and spoils nothing', async () => {
  const [pipeline, collector] = await faulty([]);
  const prompt = JSON.stringify([{ role: 'user', content: 'x'.repeat(5_000_000) }]);
  pipeline.add([...endedSpans(10), endedSpan('large', { attributes: { prompt } })]);
  await pipeline.flush();
  expect(collector.spans).toHaveLength(11);
  const kept = collector.spans.at(-1)?.attributes['prompt'] as string;
  expect(kept.length).toBeGreaterThan(65_000);
  expect(JSON.parse(kept)).toEqual([{ role: 'user', content: expect.stringMatching(/^x+…$/) }]);
});

test('batches that failed together come back in order', async () => {
  const [pipeline, collector] = await faulty(Array(4).fill({ status: 503, delay: 50 }));
  const text = 'x'.repeat(60_000);
  const spans = Array.from({ length: 60 }, (_, at) => endedSpan(`${at}`, { attributes: { text } }));
  pipeline.add(spans);
  await pipeline.flush();
  expect(collector.requests.length).toBeGreaterThan(8);
  expect(collector.spans.map(({ name }) => name).sort((a, b) => +a - +b)).toEqual(
    spans.map(({ name }) => name),
  );
  expect(collector.requests[4]?.spans[0]?.name).toBe('0');
});

test.each<[string, Fault, number]>([
  ['reset after the request', { reset: 'after' }, 10],
  ['reset in the answer', { reset: 'body' }, 10],
  ['an answer that drips', { drip: 50 }, 10],
  ['no answer', { silent: true }, 10],
  ['an answer that is no HTTP', { garbage: true }, 10],
  ['an acknowledgement that is lost', { lost: true }, 20],
  ['an answer that is no OTLP', { body: '{"partialSuccess": 7' }, 10],
])('%s: all spans arrive', async (_, fault, received) => {
  const [pipeline, collector] = await faulty([fault]);
  const { url } = collector;
  // What only takes its time is waited for.
  const timeout = 'drip' in fault ? 5_000 : 300;
  const impatient = open(url, { destinations: [{ url, timeout }] });
  impatient.add(endedSpans(10));
  await impatient.flush();
  expect([distinct(collector), collector.spans.length]).toEqual([10, received]);
  expect(impatient.stats()).toMatchObject({ exported: 10, dropped: {}, queued: 0 });
  await pipeline.flush();
});

test('a connection that breaks in the middle of the request', async () => {
  const collector = await startCollector();
  let broken = 0;
  const cutter = createServer((socket) => {
    if (broken++ === 0) return socket.once('data', () => socket.resetAndDestroy());
    socket.pipe(collectorSocket(collector.port)).pipe(socket);
  });
  await new Promise<void>((resolve) => cutter.listen(0, '127.0.0.1', resolve));
  const { port } = cutter.address() as { port: number };
  const pipeline = open(`http://127.0.0.1:${port}/v1/traces`, {}, collector);
  pipeline.add(endedSpans(3000, { attributes: { text: 'x'.repeat(500) } }));
  await pipeline.flush();
  expect([distinct(collector), collector.spans.length]).toEqual([3000, 3000]);
  cutter.close();
});

test.each([
  ['DNS', 'http://nowhere.invalid/v1/traces', /ENOTFOUND|EAI_AGAIN/],
  ['a closed port', 'http://127.0.0.1:9/v1/traces', /ECONNREFUSED|bad port/],
])('%s failure: kept', async (_, url, error) => {
  const pipeline = open(url);
  pipeline.add(endedSpans(3));
  await expect(pipeline.flush(500)).rejects.toThrow('3 spans are unacknowledged');
  expect(pipeline.stats()).toMatchObject({ queued: 3, dropped: {}, lastError: expect.stringMatching(error) });
});

test('TLS failure: kept', async () => {
  const collector = await startCollector();
  const pipeline = open(collector.url.replace('http:', 'https:'), {}, collector);
  pipeline.add(endedSpans(3));
  await expect(pipeline.flush(500)).rejects.toThrow('3 spans are unacknowledged');
  expect(pipeline.stats()).toMatchObject({
    queued: 3,
    lastError: expect.stringMatching(/SSL|TLS|packet|EPROTO/i),
  });
});

test.each([301, 302, 307, 308])('a %i on the same host is followed by the same POST', async (status) => {
  const [pipeline, collector] = await faulty([{ status, headers: { location: '/elsewhere/v1/traces' } }]);
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(collector.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/traces',
    'POST /elsewhere/v1/traces',
  ]);
  expect(collector.spans).toHaveLength(3);
});

test('a redirect to another host is not followed: the headers are secret', async () => {
  const other = await startCollector();
  closers.push(other.close);
  const location = other.url.replace('127.0.0.1', 'localhost');
  const [pipeline] = await faulty([{ status: 302, headers: { location } }]);
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(other.requests).toHaveLength(0);
  expect(pipeline.stats().dropped).toEqual({ not_otlp: 3 });
  expect(told()).toContain('redirected to http://localhost');
});

test('redirects in a circle end', async () => {
  const [pipeline, collector] = await faulty(
    Array.from({ length: 20 }, (_, at) => ({ status: 307, headers: { location: `/${at % 2}` } })),
  );
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(pipeline.stats().dropped).toEqual({ not_otlp: 3 });
  expect(collector.requests).toHaveLength(6);
});

test('a web page is no acknowledgement', async () => {
  const [pipeline] = await faulty([
    { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>' },
  ]);
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(pipeline.stats()).toMatchObject({ exported: 0, dropped: { not_otlp: 3 } });
  expect(told()).toContain('answered with a web page');
});

test.each([401, 403])('%i names the variable to look at', async (status) => {
  const collector = await startCollector({ faults: () => ({ status, body: 'bad key' }) });
  const { url } = collector;
  const pipeline = open(url, { destinations: [{ url, credentials: 'AISDK_PUBLIC_KEY' }] }, collector);
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(pipeline.stats().dropped).toEqual({ unauthorized: 3 });
  expect(told()).toContain(`refused 3 spans: look at AISDK_PUBLIC_KEY: ${status} bad key`);
});

test('what is secret in an address is not told', async () => {
  const [, collector] = await faulty([{ status: 400, body: `no key ${btoa('user:secret')}, secret` }]);
  const url = `${collector.url.replace('//', '//user:secret@').replace('/v1/traces', '/v1/secret')}?token=secret`;
  const pipeline = open(url, { destinations: [{ url }] });
  pipeline.add(endedSpans(3));
  await pipeline.flush();
  expect(collector.requests[0]?.headers.authorization).toBe(`Basic ${btoa('user:secret')}`);
  const shown = JSON.stringify(pipeline.stats()) + told();
  expect([shown.includes(btoa('user:secret')), shown.includes('v1/secret'), shown.includes('token')]).toEqual(
    [false, false, false],
  );
  expect(pipeline.stats().destinations[0]?.url).toBe(`${new URL(collector.url).origin}/…`);
});

test('partial success is counted and told, never retried', async () => {
  const [pipeline, collector] = await faulty([{ rejectedSpans: 2, errorMessage: 'no such project' }]);
  pipeline.add(endedSpans(10));
  await pipeline.flush();
  expect(collector.requests).toHaveLength(1);
  expect(pipeline.stats()).toMatchObject({ exported: 8, dropped: { partial: 2 } });
  expect(told()).toContain('2 of 10 spans: no such project');
});

test('at most one warning a minute', async () => {
  const [pipeline] = await faulty(Array(5).fill({ status: 400, body: 'no' }));
  for (let at = 0; at < 5; at++) {
    pipeline.add(endedSpans(1));
    await pipeline.flush();
  }
  expect(pipeline.stats().dropped).toEqual({ rejected: 5 });
  expect(warn).toHaveBeenCalledTimes(1);
});

test('413 splits the batch, and trims a span that is too large alone', async () => {
  const collector = await startCollector({ maxBytes: 20_000 });
  const pipeline = open(collector.url, {}, collector);
  const prompt = JSON.stringify({ text: 'x'.repeat(60_000) });
  const small = endedSpans(50, { attributes: { text: 'y'.repeat(2_000) } });
  pipeline.add([
    ...small,
    endedSpan('large', { attributes: { prompt, kept: 'z'.repeat(1_000) } }),
    endedSpan('last'),
  ]);
  await pipeline.flush();
  expect(pipeline.stats()).toMatchObject({ exported: 52, dropped: {}, queued: 0 });
  expect(distinct(collector)).toBe(52);
  const large = collector.spans.find(({ name }) => name === 'large');
  expect(large?.attributes['kept']).toHaveLength(1_000);
  expect(JSON.parse(large?.attributes['prompt'] as string).text).toMatch(/^x{5000,}…$/);
});

test('a span that no trimming makes small enough is dropped alone', async () => {
  const collector = await startCollector({ maxBytes: 1_000 });
  const pipeline = open(collector.url, {}, collector);
  const attributes = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`key.${at}`, 'v'.repeat(20)]),
  );
  pipeline.add([endedSpan('large', { attributes }), endedSpan('small')]);
  await pipeline.flush();
  expect(collector.spans.map(({ name }) => name)).toEqual(['small']);
  expect(pipeline.stats().dropped).toEqual({ too_large: 1 });
});

test('a full queue drops the oldest, spans of traces with an error last', async () => {
  const pipeline = open('http://127.0.0.1:9/v1/traces', { queueBytes: 20_000 });
  await pipeline.flush();
  const failed = endedSpan('failed');
  failed.status = 2;
  pipeline.add([failed, endedSpan('child of a failed one', { parent: failed })]);
  for (const span of endedSpans(200)) pipeline.add([span]);
  const { queueBytes, queued, dropped, recorded } = pipeline.stats();
  expect(queueBytes).toBeLessThanOrEqual(20_000);
  expect(queueBytes).toBeGreaterThan(19_000);
  expect(queued + (dropped.queue_full ?? 0)).toBe(recorded);
  expect(told()).toContain('spans are dropped');
});

test('shutdown gives up after its deadline, and counts what it gave up', async () => {
  const [pipeline, collector] = await faulty([{ silent: true }]);
  pipeline.add(endedSpans(3));
  await collector.waitFor(() => collector.requests.length === 1);
  await expect(pipeline.shutdown(100)).rejects.toThrow('3 spans are unacknowledged');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pipeline.stats()).toMatchObject({ exported: 0, queued: 0, queueBytes: 0, dropped: { shutdown: 3 } });
  expect(collector.requests).toHaveLength(1);
});

test('shutdown delivers, and what comes later is counted', async () => {
  const [pipeline, collector] = await faulty([]);
  pipeline.add(endedSpans(3));
  await pipeline.shutdown();
  pipeline.add(endedSpans(2));
  await pipeline.flush();
  expect(collector.spans).toHaveLength(3);
  expect(pipeline.stats()).toMatchObject({ exported: 3, dropped: { shutdown: 2 } });
});

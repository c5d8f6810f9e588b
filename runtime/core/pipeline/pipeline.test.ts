import { afterEach, expect, test } from 'vitest';
import {
  type Collector,
  type CollectorOptions,
  startCollector,
} from '../../../examples/collector/collector.ts';
import { endedSpan, endedSpans, pipelineTo } from '../../export/export.testkit.ts';
import type { Pipeline } from '../contracts.ts';

let collector: Collector;
let pipeline: Pipeline;

async function open(
  options: CollectorOptions = {},
  config: Parameters<typeof pipelineTo>[1] = {},
): Promise<void> {
  collector = await startCollector(options);
  pipeline = pipelineTo(collector.url, config);
}

afterEach(async () => {
  await pipeline.shutdown(1).catch(() => {});
  await collector.close();
});

test('spans arrive by themselves, in one request', async () => {
  await open();
  pipeline.add(endedSpans(3));
  await collector.waitFor((spans) => spans.length === 3);
  expect(collector.spans.map(({ name }) => name)).toEqual(['span 0', 'span 1', 'span 2']);
  expect(collector.requests).toHaveLength(1);
  expect(collector.requests[0]?.headers['content-type']).toBe('application/json');
});

test('A: a synchronous burst of 10,000 spans', async () => {
  await open();
  for (const span of endedSpans(10_000)) pipeline.add([span]);
  await pipeline.flush();
  expect(new Set(collector.spans.map(({ spanId }) => spanId)).size).toBe(10_000);
});

test('C: flush waits for what is in flight', async () => {
  await open({ faults: () => ({ delay: 100 }) });
  pipeline.add(endedSpans(10));
  while (collector.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  pipeline.add([endedSpan('later')]);
  await pipeline.flush();
  expect(collector.spans).toHaveLength(11);
  expect(pipeline.stats()).toMatchObject({
    recorded: 11,
    exported: 11,
    queued: 0,
    queueBytes: 0,
    dropped: {},
  });
});

test('several destinations have a queue and a health each', async () => {
  await open();
  const slow = await startCollector({ faults: (_, count) => (count < 4 ? { status: 503 } : { delay: 50 }) });
  const wrong = await startCollector({ faults: () => ({ status: 401 }) });
  await pipeline.shutdown();
  pipeline = pipelineTo('', {
    destinations: [
      { url: collector.url },
      { url: slow.url, protocol: 'http/protobuf', gzip: true },
      { url: wrong.url, optional: true },
    ],
  });
  pipeline.add(endedSpans(10));
  await collector.waitFor((spans) => spans.length === 10);
  expect(slow.spans).toHaveLength(0);
  await pipeline.flush();
  expect(slow.spans.map(({ spanId }) => spanId)).toEqual(collector.spans.map(({ spanId }) => spanId));
  expect(pipeline.stats()).toMatchObject({
    recorded: 10,
    exported: 20,
    queued: 0,
    dropped: { unauthorized: 10 },
    destinations: [
      { url: collector.url, exported: 10 },
      { url: wrong.url, exported: 0, lastError: '401 {}' },
      { url: slow.url, exported: 10 },
    ],
  });
  await Promise.all([slow.close(), wrong.close()]);
});

test('an outlet of the program sees every span', async () => {
  const seen: string[] = [];
  await open(
    {},
    {
      exporters: [
        {
          add(spans) {
            seen.push(...spans.map(({ name }) => name));
            throw new Error('mine');
          },
          flush: () => Promise.reject(new Error('mine')),
          pendingCount: () => 0,
          pendingRequests: () => [],
          stop: () => void seen.push('stopped'),
          stats: () => [],
        },
      ],
    },
  );
  pipeline.add(endedSpans(2));
  await pipeline.shutdown();
  expect(seen).toEqual(['span 0', 'span 1', 'stopped']);
  expect(collector.spans).toHaveLength(2);
  expect(collector.spans).toHaveLength(2);
});

test('a large trace is encoded in slices, in order', async () => {
  await open();
  await pipeline.flush();
  const spans = endedSpans(5_000);
  pipeline.add(spans);
  const { queued, queueBytes } = pipeline.stats();
  expect(queued).toBe(5_000);
  // Few of them are bytes already.
  expect(queueBytes / queued).toBeLessThan(20);
  await collector.waitFor((received) => received.length === 5_000);
  const ids = spans.map(({ spanId }) => spanId);
  // Requests that are on their way at once may arrive in any order.
  const arrived = collector.requests
    .map((request) => request.spans.map(({ spanId }) => ids.indexOf(spanId)))
    .sort(([a = 0], [b = 0]) => a - b);
  expect(arrived.flat()).toEqual([...ids.keys()]);
});

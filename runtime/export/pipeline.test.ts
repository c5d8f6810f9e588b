import { afterEach, expect, test } from 'vitest';
import { type Collector, type CollectorOptions, startCollector } from '../../examples/collector/collector.ts';
import { endedSpan, endedSpans, pipelineTo } from './export.testkit.ts';
import type { Pipeline } from './pipeline.ts';

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

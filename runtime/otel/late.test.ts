/** A program that neither calls `init` nor names a receiver, and registers its SDK when it likes. */
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { expect, it } from 'vitest';
import { Observe } from '../index.ts';

it('an SDK that is registered late is noticed', async () => {
  Observe.withTrace('before', null, () => {});
  const exporter = new InMemorySpanExporter();
  const sdk = new NodeSDK({
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
    instrumentations: [],
    autoDetectResources: false,
  });
  sdk.start();
  expect(Observe.getBaggage()).toBe('');
  await expect
    .poll(() => {
      Observe.withTrace('after', null, () => {});
      return exporter.getFinishedSpans().length;
    })
    .toBeGreaterThan(0);
  trace.getTracer('library').startActiveSpan('library', (span) => {
    expect(JSON.parse(Observe.getBaggage()).traceparent).toContain(span.spanContext().spanId);
    span.end();
  });
  await sdk.shutdown();
});

/** Through the API's documented global alone. */
import { context, metrics, trace } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import { record, spanNamed } from '../../test-fixtures/record.ts';
import { Observe } from '../index.ts';
import { apiVersion } from './api-version.ts';

it('otel: true serves tracers that are taken after it, and leaves metrics to others', async () => {
  await Observe.init({ otel: true, destinations: [] });
  const spans = record({});
  trace.getTracer('library').startActiveSpan('library', (span) => {
    expect(context.active()).not.toBe(undefined);
    Observe.withTrace('ours', null, () => {});
    span.end();
  });
  expect(spanNamed(spans, 'ours').parent).toBe(spanNamed(spans, 'library'));
  expect(apiVersion()).toMatch(/^1\.10\./);
  expect(metrics.setGlobalMeterProvider({ getMeter: () => undefined as never })).toBe(true);
});

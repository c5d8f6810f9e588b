import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { record } from '../../../test-fixtures/record.ts';
import { withTrace } from '../../api/with-trace.ts';
import { detectSdk } from '../../core/otel-detect.ts';
import { isTracedByOtel } from '../../platform/otel-suppress.ts';
import { at, CARRIER, SITE, spy, TRACE, wireValues } from '../instrument.testkit.ts';
import { fetch as wrapFetch } from './fetch.ts';

const exporter = new InMemorySpanExporter();
const processor = new SimpleSpanProcessor({ exporter });
/** What OpenTelemetry recorded by itself. */
const theirs = () => processor.forceFlush().then(() => exporter.getFinishedSpans());

/** What `@opentelemetry/instrumentation-undici` does when a request is written: it adds, whatever is there. */
function instrument(message: unknown): void {
  const { request } = message as { request: { addHeader(name: string, value: string): void } };
  const span = trace.getTracer('undici').startSpan('GET');
  const headers: Record<string, string> = {};
  propagation.inject(trace.setSpan(context.active(), span), headers);
  for (const [name, value] of Object.entries(headers)) request.addHeader(name, value);
  span.end();
}

beforeEach(() => {
  exporter.reset();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];
  propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [processor] }));
  subscribe('undici:request:create', instrument);
});

afterEach(() => {
  unsubscribe('undici:request:create', instrument);
  for (const api of [context, propagation, trace]) api.disable();
});

const inTrace = (url: string, carrier: object = CARRIER): Promise<Response> =>
  withTrace('caller', carrier, () => wrapFetch(SITE, fetch)(url));
const unsampled = { ...CARRIER, traceparent: CARRIER.traceparent.replace(/1$/, '0') };

it('a recorded call has one span and one traceparent, ours', async () => {
  const { url, requests } = await spy();
  const spans = record({ otel: false });
  await inTrace(url);
  expect(wireValues(at(requests), 'traceparent')).toEqual([expect.stringContaining(at(spans).spanId)]);
  expect(wireValues(at(requests), 'baggage')).toEqual([CARRIER.baggage]);
  expect(await theirs()).toHaveLength(0);
});

it('what is not recorded is left to it', async () => {
  const { url, requests } = await spy();
  record({ otel: false });
  await inTrace(url, unsampled);
  const [span] = await theirs();
  expect(wireValues(at(requests), 'traceparent')).toEqual([
    expect.stringContaining(span?.spanContext().spanId ?? '?'),
  ]);
});

it('the suppression ends with the call', async () => {
  const { url, requests } = await spy();
  record({ otel: false });
  await withTrace('caller', CARRIER, async () => {
    const pending = wrapFetch(SITE, fetch)(url);
    await fetch(url);
    await pending;
  });
  expect(requests.map((request) => wireValues(request, 'traceparent').length)).toEqual([1, 1]);
  expect(await theirs()).toHaveLength(1);
});

it('an SDK without it changes nothing', async () => {
  unsubscribe('undici:request:create', instrument);
  const { url, requests } = await spy();
  record({ otel: false });
  expect(isTracedByOtel()).toBe(false);
  await inTrace(url, unsampled);
  expect(wireValues(at(requests), 'traceparent')).toEqual([expect.stringMatching(`00-${TRACE}-.*-00`)]);
  expect(wireValues(at(requests), 'baggage')).toEqual([CARRIER.baggage]);
});

it('an SDK that has joined has our spans, and no other', async () => {
  const { url, requests } = await spy();
  record({});
  await detectSdk();
  await inTrace(url);
  const [call, caller] = await theirs();
  expect([call?.name, caller?.name]).toEqual(['GET', 'caller']);
  expect(wireValues(at(requests), 'traceparent')).toEqual([`00-${TRACE}-${call?.spanContext().spanId}-01`]);
  expect(await theirs()).toHaveLength(2);
});

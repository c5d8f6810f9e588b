/** Beside OpenTelemetry's own instrumentation of undici, subscribed before the floor and after it. */
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { Observe } from 'onetrace';
import { expect, it, onTestFinished } from 'vitest';
import { detectSdk } from '../../runtime/core/otel-detect.ts';
import { state } from '../../runtime/core/state.ts';
import { startFloor } from '../../runtime/instrument/floor/floor.ts';
import { fetch as site } from '../../runtime/instrument/http-client/fetch.ts';
import { at, spy, wireValues } from '../../runtime/instrument/instrument.testkit.ts';

const exporter = new InMemorySpanExporter();

it.each([
  'before',
  'after',
])('one traceparent and one span, by a site and without: subscribed %s', async (order) => {
  exporter.reset();
  const { url, requests } = await spy();
  const instrumentation = new UndiciInstrumentation();
  if (order === 'after') startFloor();
  const processor = new SimpleSpanProcessor({ exporter });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [processor] }));
  instrumentation.setTracerProvider(trace.getTracerProvider());
  instrumentation.enable();
  state.floor = order === 'before' ? undefined : state.floor;
  if (order === 'before') startFloor();
  onTestFinished(() => {
    instrumentation.disable();
    for (const api of [context, propagation, trace]) api.disable();
  });
  await detectSdk();
  await Observe.withTrace('caller', undefined, async () => {
    await (await site('a.ts:1:1#', fetch)(url)).text();
    await (await fetch(url)).text();
  });
  for (const request of requests) expect(wireValues(request, 'traceparent')).toHaveLength(1);
  await processor.forceFlush();
  const clients = exporter.getFinishedSpans().filter(({ kind }) => kind === 2);
  expect(clients.map((span) => span.spanContext().spanId).toSorted()).toEqual(
    requests.map((request) => at(wireValues(request, 'traceparent')).split('-')[2]).toSorted(),
  );
  expect(clients).toHaveLength(2);
});

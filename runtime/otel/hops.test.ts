/** Libraries' own propagation and roots, with onetrace as their provider: the session stays. */

import * as api from '@opentelemetry/api';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { attributesOf, record, spanNamed } from '../../test-fixtures/record.ts';
import { setAttribute } from '../api/observe.ts';
import { withTrace } from '../api/with-trace.ts';
import { state } from '../core/state.ts';
import type { Span } from '../trace/span.ts';
import { registerProvider } from './provider.ts';

let spans: Span[];
beforeAll(() => registerProvider(api as never));
beforeEach(() => {
  spans = record({});
});

const asUser = (fn: () => void): void =>
  withTrace('request', null, () => {
    setAttribute('session.id', 's1');
    fn();
  });

it('a root that a library asks for is linked, in the same session', () => {
  asUser(() => trace.getTracer('genkit').startSpan('flow', { root: true }).end());
  const [request, flow] = [spanNamed(spans, 'request'), spanNamed(spans, 'flow')];
  expect(flow.trace.traceId).not.toBe(request.trace.traceId);
  expect(flow.links).toMatchObject([{ traceId: request.trace.traceId, spanId: request.spanId }]);
  expect(attributesOf(flow)['session.id']).toBe('s1');
});

it.each([
  ['a message', SpanKind.PRODUCER, 's1'],
  ['anything else', SpanKind.CLIENT, undefined],
])('%s carries the session or not', (_name, kind, session) => {
  const carrier: Record<string, string> = {};
  asUser(() => {
    const tracer = trace.getTracer('bullmq');
    const span = tracer.startSpan('add', { kind, attributes: { 'messaging.destination.name': 'jobs' } });
    propagation.inject(trace.setSpan(context.active(), span), carrier);
    span.end();
  });
  expect(carrier.traceparent).toContain(spanNamed(spans, 'request').trace.traceId);
  expect(carrier.baggage).toBe(session && `session.id=${session}`);
  const remote = propagation.extract(context.active(), carrier);
  trace.getTracer('bullmq').startSpan('process', { kind: SpanKind.CONSUMER }, remote).end();
  expect(attributesOf(spanNamed(spans, 'process'))['session.id']).toBe(session);
  expect(state.internalErrors).toBe(0);
});

/** Langfuse's own API over OpenTelemetry's tracer, as its documentation sets it up. */

import { propagateAttributes, setLangfuseTracerProvider, startActiveObservation } from '@langfuse/tracing';
import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { measure } from './measure.ts';

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(
  new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
);
const processor = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
setLangfuseTracerProvider(new TracerProvider({ spanProcessors: [processor] }));

const span = <T>(work: () => T): T => startActiveObservation('work', () => work());
const nest = (depth: number, work: () => number): number =>
  depth === 0 ? work() : span(() => nest(depth - 1, work));
await measure({
  sync: (work) => span(work),
  nested: (work) => nest(5, work),
  async: (work) => span(work),
  attributes: (work) =>
    startActiveObservation('work', (active) => {
      const metadata = { a: 1, b: 'two', c: true, d: 4.5, e: 'five', f: 6, g: 'seven', h: false };
      active.update({ metadata });
      return work();
    }),
  carrier: () => {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier);
    return carrier;
  },
  inside: (fn) =>
    propagateAttributes({ sessionId: 'session-abc', userId: 'user-42', asBaggage: true }, () => span(fn)),
  parse: (traceparent, baggage) => propagation.extract(ROOT_CONTEXT, { traceparent, baggage }),
});

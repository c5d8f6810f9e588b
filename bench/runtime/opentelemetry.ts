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
const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer('bench');

const span = <T>(work: () => T): T =>
  tracer.startActiveSpan('work', (active) => {
    try {
      return work();
    } finally {
      active.end();
    }
  });
const nest = (depth: number, work: () => number): number =>
  depth === 0 ? work() : span(() => nest(depth - 1, work));
await measure({
  sync: (work) => span(work),
  nested: (work) => nest(5, work),
  async: (work) =>
    tracer.startActiveSpan('work', async (active) => {
      try {
        return await work();
      } finally {
        active.end();
      }
    }),
  attributes: (work) =>
    tracer.startActiveSpan('work', (active) => {
      active.setAttributes({ a: 1, b: 'two', c: true, d: 4.5, e: 'five', f: 6, g: 'seven', h: false });
      try {
        return work();
      } finally {
        active.end();
      }
    }),
  carrier: () => {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier);
    return carrier;
  },
  inside: (fn) => {
    const entries = { 'session.id': { value: 'session-abc' }, 'user.id': { value: 'user-42' } };
    context.with(propagation.setBaggage(context.active(), propagation.createBaggage(entries)), () =>
      span(fn),
    );
  },
  parse: (traceparent, baggage) => propagation.extract(ROOT_CONTEXT, { traceparent, baggage }),
});

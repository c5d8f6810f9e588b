import { getBaggage, init, setAttribute, TraceAttribute, withTrace } from 'onetrace';
import { runWithSpan } from '../../runtime/core/active-span.ts';
import { endSpan } from '../../runtime/core/end-span.ts';
import { state } from '../../runtime/core/state.ts';
import { startSpan } from '../../runtime/core/tracer.ts';
import { parseCarrier } from '../../runtime/propagation/carrier.ts';
import { INTERNAL } from '../../runtime/trace/span.ts';
import { measure } from './measure.ts';

init({ serviceName: 'bench', endpoint: 'http://127.0.0.1:9/' });
// Spans are recorded and handed over, and not sent: sending is measured by bench/loss.
state.pipeline = { add() {}, flush: async () => {}, shutdown: async () => {} } as never;

function span<T>(work: () => T): T {
  const active = startSpan('work', INTERNAL);
  try {
    return runWithSpan(active, work);
  } finally {
    endSpan(active);
  }
}
const nest = (depth: number, work: () => number): number =>
  depth === 0 ? work() : span(() => nest(depth - 1, work));
await measure({
  sync: (work) => span(work),
  nested: (work) => nest(5, work),
  async: (work) => withTrace('work', null, work) as Promise<number>,
  attributes: (work) => {
    const active = startSpan('work', INTERNAL);
    active
      .set('a', 1)
      .set('b', 'two')
      .set('c', true)
      .set('d', 4.5)
      .set('e', 'five')
      .set('f', 6)
      .set('g', 'seven')
      .set('h', false);
    try {
      return runWithSpan(active, work);
    } finally {
      endSpan(active);
    }
  },
  carrier: () => getBaggage(),
  inside: (fn) =>
    withTrace('outer', null, () => {
      setAttribute(TraceAttribute.SESSION_ID, 'session-abc');
      setAttribute(TraceAttribute.USER_ID, 'user-42');
      fn();
    }),
  parse: (traceparent, baggage) => parseCarrier({ traceparent, baggage }),
});

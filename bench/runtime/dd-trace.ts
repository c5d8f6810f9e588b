import ddTrace from 'dd-trace';
import { measure } from './measure.ts';

const tracer = ddTrace.init({ startupLogs: false, plugins: false, runtimeMetrics: false });
// As everywhere here: spans are recorded and handed over, and not sent.
type Inner = { _tracer: { _exporter: { export(): void } } };
(tracer as unknown as Inner)._tracer._exporter.export = () => {};

const span = <T>(work: () => T): T => tracer.trace('work', {}, work);
const nest = (depth: number, work: () => number): number =>
  depth === 0 ? work() : span(() => nest(depth - 1, work));
await measure({
  sync: (work) => span(work),
  nested: (work) => nest(5, work),
  async: (work) => span(work),
  attributes: (work) =>
    tracer.trace('work', {}, (active) => {
      active?.addTags({ a: 1, b: 'two', c: true, d: 4.5, e: 'five', f: 6, g: 'seven', h: false });
      return work();
    }),
  carrier: () => {
    const carrier: Record<string, string> = {};
    const active = tracer.scope().active();
    if (active) tracer.inject(active, 'text_map', carrier);
    return carrier;
  },
  inside: (fn) =>
    tracer.trace('outer', {}, (active) => {
      active?.setBaggageItem('session.id', 'session-abc');
      active?.setBaggageItem('user.id', 'user-42');
      fn();
    }),
  parse: (traceparent, baggage) => tracer.extract('text_map', { traceparent, baggage }),
});
process.exit();

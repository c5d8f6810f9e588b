/** Starts and ends spans, and holds a local trace until its root ends. */
import { activeSpan } from './active.ts';
import { now } from './clock.ts';
import { newSpanId, newTraceId } from './ids.ts';
import { type Bag, RANDOM_ID, SAMPLED, type Trace } from './identity.ts';
import { Span, type SpanKind } from './span.ts';
import { state } from './state.ts';

/** A trace that begins here: random id, sampled. */
export const newTrace = (): Trace => ({
  traceId: newTraceId(),
  remoteParentId: '',
  flags: SAMPLED | RANDOM_ID,
  tracestate: '',
  held: [],
});

/** A child of the active span, or the root of a new local trace where none is active. Not yet active. */
export function startSpan(name: string, kind: SpanKind, parent: Span | undefined = activeSpan()): Span {
  if (parent === undefined) return startRoot(name, kind, newTrace(), { members: [] });
  return new Span(name, kind, parent.trace, parent.bag, parent, newSpanId());
}

/** The local root of `trace`: its parent is the trace's remote parent, if any. */
export const startRoot = (name: string, kind: SpanKind, trace: Trace, bag: Bag): Span =>
  new Span(name, kind, trace, bag, undefined, newSpanId());

/** Ends a span once; later calls do nothing. A local root releases what its trace held. */
export function endSpan(span: Span, moment: number = now()): void {
  if (span.end !== 0) return;
  span.end = moment;
  const { held } = span.trace;
  if (held === undefined) return release([span]);
  held.push(span);
  if (span.parent !== undefined) return;
  span.trace.held = undefined;
  release(held);
}

function release(spans: readonly Span[]): void {
  state.pipeline?.add(spans);
}

/** Starts spans, and moves a local trace under an upstream one. */
import { wallOrigin } from '../platform/clock.ts';
import { newSpanId, newTraceId } from '../platform/ids.ts';
import { forkBaggage, mergeEntries, newBaggage } from '../trace/baggage.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import { type Link, Span, type SpanKind } from '../trace/span.ts';
import { RANDOM_ID, SAMPLED, type Trace } from '../trace/trace.ts';
import { activeSpan } from './active-span.ts';
import { addLiveSpan } from './buffer/live-spans.ts';
import { takeBuffered } from './buffer/trace-buffer.ts';
import { warnOnce } from './diagnostics.ts';
import { connectPipeline } from './pipeline/pipeline.ts';
import { processCarrier } from './process-carrier.ts';
import { sampleTrace } from './sampler.ts';
import { state } from './state.ts';

export { endSpan } from './end-span.ts';

/**
 * A child of `parent`, by default of the active span, or the root of a new local trace where there is
 * none. Not yet active; see `runIn`.
 */
export function startSpan(name: string, kind: SpanKind, parent: Span | undefined = activeSpan()): Span {
  if (parent === undefined) return startUnder(state.context.get(), name, kind);
  return beginSpan(new Span(name, kind, parent.trace, parent.baggage, parent, newSpanId()));
}

/**
 * A root where nothing is active: of the process, which whoever started it may have given a carrier; linked
 * to a context that lends nothing any more.
 */
function startUnder(context: Span | undefined, name: string, kind: SpanKind): Span {
  const root = startRoot(name, kind, context === undefined ? processCarrier() : undefined);
  if (context === undefined || !context.trace.recording) return root;
  return root.addLink(linkTo(context.trace, context.spanId));
}

/** A child of `parent` with a bag of its own: what is set inside does not reach the scopes beside it. */
export const startScope = (name: string, kind: SpanKind, parent: Span): Span =>
  beginSpan(new Span(name, kind, parent.trace, forkBaggage(parent.baggage), parent, newSpanId()));

/**
 * The local root of a new local trace: under `remote`'s span where it names one, else a trace of its own
 * with a random id or the given `traceId`. Its bag begins with `remote`'s members.
 */
export function startRoot(name: string, kind: SpanKind, remote?: RemoteContext, traceId?: string): Span {
  const trace = remote?.traceId ? remoteTrace(remote) : localTrace(traceId);
  return beginSpan(new Span(name, kind, trace, newBaggage(remote?.entries), undefined, newSpanId()));
}

/** Carries what came in onward and is no span, nor is anything below it. */
export function startUnrecorded(name: string, kind: SpanKind, remote?: RemoteContext): Span {
  const trace = remote?.traceId ? remoteTrace(remote) : localTrace();
  trace.recording = false;
  if (trace.remoteParentId === '') trace.flags &= ~SAMPLED;
  return new Span(name, kind, trace, newBaggage(remote?.entries), undefined, newSpanId());
}

function beginSpan(span: Span): Span {
  state.bridge?.begin(span);
  if (span.trace.recording) addLiveSpan(span);
  return span;
}

/**
 * Links the running local trace of `span` to an upstream: all its spans, ended ones too, move under the
 * upstream's trace id, and the root under its span. A carrier of the current trace only adds its members.
 * What the move leaves behind, an earlier upstream or spans and carriers that already left, is linked.
 */
export function adoptRemote(span: Span, remote: RemoteContext): void {
  const { trace } = span;
  mergeEntries(span.baggage, remote.entries);
  if (span.foreign) for (const [key, value] of remote.entries) span.set(key, value);
  if (remote.traceId === '' || remote.traceId === trace.traceId) return;
  linkMove(span, remote);
  const { traceId, remoteParentId, flags, tracestate, recording } = remoteTrace(remote);
  Object.assign(trace, { traceId, remoteParentId, flags, tracestate, recording, left: false });
  if (!recording) for (const each of takeBuffered(trace)) state.pipeline?.forget?.(each);
}

function linkMove(span: Span, remote: RemoteContext): void {
  const { trace, otel } = span;
  if (otel !== undefined) return void span.addLink(linkTo(remote, remote.parentId)); // an SDK's span cannot move
  if (trace.remoteParentId !== '' || trace.departed)
    span.addLink(linkTo(trace, trace.remoteParentId || span.spanId));
  if (trace.departed) {
    warnOnce('setBaggage came after spans or carriers of this trace had left; they are linked, not moved');
  }
}

/** A link to a span of `trace`, as the trace is named now. */
export const linkTo = ({ traceId, flags, tracestate }: RemoteContext | Trace, spanId: string): Link => ({
  traceId,
  spanId,
  flags,
  tracestate,
});

const localTrace = (traceId?: string): Trace =>
  traceOf(traceId ?? newTraceId(), '', traceId === undefined ? RANDOM_ID : 0, '');

const remoteTrace = ({ traceId, parentId, flags, tracestate }: RemoteContext): Trace =>
  traceOf(traceId, parentId, flags, tracestate);

function traceOf(traceId: string, remoteParentId: string, flags: number, tracestate: string): Trace {
  const trace = {
    traceId,
    remoteParentId,
    flags,
    tracestate,
    recording: false,
    explicit: false,
    departed: false,
    buffered: [],
    bufferedBytes: 0,
    wallOrigin: wallOrigin(),
  };
  sampleTrace(trace);
  if (trace.recording) connectPipeline();
  return trace;
}

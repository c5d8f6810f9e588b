/** The end of spans, of local traces, and of what still runs when the process ends. */
import { now } from '../platform/clock.ts';
import type { Span } from '../trace/span.ts';
import { SAMPLED } from '../trace/trace.ts';
import { removeLiveSpan } from './buffer/live-spans.ts';
import { bufferSpan, exportSpans, flushBuffered, takeBuffered } from './buffer/trace-buffer.ts';
import { tryOrReport } from './diagnostics.ts';
import { shouldKeep } from './sampler.ts';
import { settings } from './settings.ts';
import { state } from './state.ts';

/** What the end of the process has cut short: not a failure, and not the span's whole duration. */
export const UNFINISHED = 'onetrace.unfinished';

/** Ends a span once; later calls do nothing. A local root releases what its trace held. */
export function endSpan(span: Span, moment: number = now()): void {
  if (span.end !== 0) return;
  span.end = moment || Number.EPSILON; // 0 would say that it runs
  removeLiveSpan(span);
  const { trace } = span;
  if (!trace.recording) return;
  if (span.statusMessage !== '') redactMessage(span);
  if (span.parent === undefined) endTrace(span);
  else if (trace.buffered !== undefined) bufferSpan(span);
  else exportSpans([span]);
}

/** What a client threw may quote a prompt. A hook that fails leaves nothing of it. */
function redactMessage(span: Span): void {
  const { redact } = settings();
  if (redact === undefined) return;
  span.statusMessage = String(tryOrReport(() => redact(span.statusMessage)) ?? '');
}

function endTrace(root: Span): void {
  const { trace } = root;
  const spans = takeBuffered(trace);
  spans.push(root);
  trace.recording = (trace.flags & SAMPLED) !== 0 || shouldKeep(spans);
  if (trace.recording) exportSpans(spans);
}

/** For the end of the process: what still runs ends here as it stands. */
export function endLiveSpans(): void {
  for (const call of state.openCalls) call.cancel();
  const spans = state.liveSpans.slice(0, state.liveCount) as Span[];
  const isRoot = ({ parent }: Span): boolean => parent === undefined;
  // Roots last: what they held leaves with them.
  for (const roots of [false, true]) {
    for (const span of spans) if (isRoot(span) === roots) endSpan(span.set(UNFINISHED, true));
  }
  flushBuffered();
  tryOrReport(() => state.takeFromThreads?.(true));
}

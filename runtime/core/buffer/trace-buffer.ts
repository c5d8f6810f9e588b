/**
 * Holds a local trace's ended spans until its local root ends, so that late linking moves them all and
 * `keep` rules see them all; bounded in time and bytes, after which they leave as they are.
 */
import { now } from '../../platform/clock.ts';
import { startTimer } from '../../platform/timer.ts';
import type { Span } from '../../trace/span.ts';
import { spanSize } from '../../trace/span-size.ts';
import type { Trace } from '../../trace/trace.ts';
import { state } from '../state.ts';

const MAX_AGE = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;

let scheduled = false;

export function bufferSpan(span: Span): void {
  const { trace } = span;
  const bytes = spanSize(span);
  trace.buffered?.push(span);
  trace.bufferedBytes += bytes;
  state.bufferedBytes += bytes;
  state.bufferedTraces.add(trace);
  if (span.sampled) state.pipeline?.note?.(span);
  if (state.bufferedBytes > MAX_BYTES) flushOldest();
  scheduleFlush(MAX_AGE);
}

function flushOldest(): void {
  for (const trace of state.bufferedTraces) {
    flushTrace(trace);
    if (state.bufferedBytes <= MAX_BYTES) return;
  }
}

/** Sends what `trace` holds; what ends in it later leaves at once. */
function flushTrace(trace: Trace): void {
  const spans = takeBuffered(trace);
  if (spans.length > 0) exportSpans(spans);
}

/** Takes what `trace` holds out of the account. */
export function takeBuffered(trace: Trace): Span[] {
  const spans = bufferedIn(trace);
  trace.buffered = undefined;
  if (trace.bufferedBytes > 0) {
    state.bufferedBytes -= trace.bufferedBytes;
    trace.bufferedBytes = 0;
    state.bufferedTraces.delete(trace);
  }
  return spans;
}

/** What has ended and waits for its local root. */
export const bufferedSpans = (): Span[] => [...state.bufferedTraces].flatMap(bufferedIn);

/** For `flush` and its kin: everything that has ended leaves now. */
export function flushBuffered(): void {
  for (const trace of state.bufferedTraces) flushTrace(trace);
}

export function exportSpans(spans: readonly Span[]): void {
  for (const { trace } of spans) trace.departed = true;
  state.pipeline?.add(spans);
}

function flushAged(): void {
  scheduled = false;
  for (const trace of state.bufferedTraces) {
    const left = (bufferedIn(trace)[0]?.end ?? 0) + MAX_AGE - now();
    if (left > 0) return scheduleFlush(left);
    flushTrace(trace);
  }
}

/** `hold` is the only one that puts anything there. */
export const bufferedIn = ({ buffered: held = [] }: Trace): Span[] => held as Span[];

function scheduleFlush(ms: number): void {
  if (scheduled) return;
  scheduled = true;
  // Waiting for a root that never ends must not keep the process alive.
  startTimer(ms, flushAged, false);
}

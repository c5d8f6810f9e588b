/**
 * Holds a local trace's ended spans until its local root ends, so that late linking moves them all and
 * `keep` rules see them all; bounded in time and bytes, after which they leave as they are.
 */
import { now } from '../../platform/clock.ts';
import { later } from '../../platform/timer.ts';
import type { Span } from '../../trace/span.ts';
import { spanSize } from '../../trace/span-size.ts';
import type { Trace } from '../../trace/trace.ts';
import { state } from '../state.ts';

const MAX_AGE = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;

let scheduled = false;

export function hold(span: Span): void {
  const { trace } = span;
  const bytes = spanSize(span);
  trace.held?.push(span);
  trace.heldBytes += bytes;
  state.heldBytes += bytes;
  state.holding.add(trace);
  if (state.heldBytes > MAX_BYTES) releaseOldest();
  watch(MAX_AGE);
}

function releaseOldest(): void {
  for (const trace of state.holding) {
    release(trace);
    if (state.heldBytes <= MAX_BYTES) return;
  }
}

/** Sends what `trace` holds; what ends in it later leaves at once. */
export function release(trace: Trace): void {
  const spans = forget(trace);
  if (spans.length > 0) send(spans);
}

/** Takes what `trace` holds out of the account. */
export function forget(trace: Trace): Span[] {
  const spans = endedIn(trace);
  trace.held = undefined;
  if (trace.heldBytes > 0) {
    state.heldBytes -= trace.heldBytes;
    trace.heldBytes = 0;
    state.holding.delete(trace);
  }
  return spans;
}

/** For `flush` and its kin: everything that has ended leaves now. */
export function releaseAll(): void {
  for (const trace of state.holding) release(trace);
}

export function send(spans: readonly Span[]): void {
  for (const { trace } of spans) trace.left = true;
  state.pipeline?.add(spans);
}

function releaseAged(): void {
  scheduled = false;
  for (const trace of state.holding) {
    const left = (endedIn(trace)[0]?.end ?? 0) + MAX_AGE - now();
    if (left > 0) return watch(left);
    release(trace);
  }
}

/** `hold` is the only one that puts anything there. */
const endedIn = ({ held = [] }: Trace): Span[] => held as Span[];

function watch(ms: number): void {
  if (scheduled) return;
  scheduled = true;
  // Waiting for a root that never ends must not keep the process alive.
  later(ms, releaseAged, false);
}

/**
 * Spans that run, for the end of the process. An array whose gaps are closed by its last: a Set costs as
 * much as half a span.
 */
import type { Span } from '../../trace/span.ts';
import { state } from '../state.ts';

/** What never ends must not fill the memory: one of the oldest is forgotten, and ends as it would have. */
const MOST = 50_000;

export function addLiveSpan(span: Span): void {
  if (state.liveCount === MOST) removeLiveSpan(state.liveSpans[0] as Span);
  const at = state.liveCount++;
  state.liveSpans[at] = span;
  span.liveIndex = at;
}

export function removeLiveSpan(span: Span): void {
  const at = span.liveIndex;
  if (at < 0) return;
  const { liveSpans: runners } = state;
  const last = --state.liveCount;
  const moved = runners[last] as Span;
  runners[last] = undefined; // not `pop`, which gives the array's memory back again and again
  if (moved !== span) {
    runners[at] = moved;
    moved.liveIndex = at;
  }
  span.liveIndex = -1;
}

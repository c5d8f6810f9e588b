/**
 * Spans that run, for the end of the process. An array whose gaps are closed by its last: a Set costs as
 * much as half a span.
 */
import type { Span } from '../../trace/span.ts';
import { state } from '../state.ts';

/** What never ends must not fill the memory: one of the oldest is forgotten, and ends as it would have. */
const MOST = 50_000;

export function enlist(span: Span): void {
  if (state.running === MOST) delist(state.runners[0] as Span);
  const at = state.running++;
  state.runners[at] = span;
  span.runner = at;
}

export function delist(span: Span): void {
  const at = span.runner;
  if (at < 0) return;
  const { runners } = state;
  const last = --state.running;
  const moved = runners[last] as Span;
  runners[last] = undefined; // not `pop`, which gives the array's memory back again and again
  if (moved !== span) {
    runners[at] = moved;
    moved.runner = at;
  }
  span.runner = -1;
}

import type { Span } from '../trace/span.ts';
import { lent } from './context/lending.ts';
import { detectSdk } from './otel-detect.ts';
import { settings } from './settings.ts';
import { state } from './state.ts';

export function activeSpan(): Span | undefined {
  const span = state.context.get();
  // A program that is not configured otherwise may have registered an SDK by now.
  if (span === undefined) void detectSdk();
  if (span?.inner !== undefined) return span.inner() ?? span;
  return span === undefined || span.end === 0 ? span : lent(span);
}

/** Runs `fn` with `span` as the active span, and restores the outer one. */
export const runWithSpan = <T>(span: Span | undefined, fn: () => T): T => state.context.run(span, fn);

/** Whether a call made inside `parent`, or outside of any span, is to be recorded. */
export const isRecordedBelow = (parent: Span | undefined): boolean =>
  parent === undefined ? settings().recording : parent.trace.recording;

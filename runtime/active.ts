import type { Span } from './span.ts';
import { state } from './state.ts';

export const activeSpan = (): Span | undefined => state.context.get();

/** Runs `fn` with `span` as the active span, and restores the outer one. */
export const runIn = <T>(span: Span | undefined, fn: () => T): T => state.context.run(span, fn);

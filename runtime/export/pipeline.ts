import type { Span } from '../span.ts';

/**
 * Where finished spans go. `add` takes all spans of a released local trace (or one late span) and never
 * throws, never blocks; `flush` resolves when everything added before the call has been acknowledged.
 */
export interface Pipeline {
  add(spans: readonly Span[]): void;
  /** `timeout` in milliseconds. Rejects with a count of what is still unacknowledged. */
  flush(timeout?: number): Promise<void>;
  shutdown(timeout?: number): Promise<void>;
}

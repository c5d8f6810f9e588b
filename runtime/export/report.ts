import { now } from '../clock.ts';
import type { DropReason } from './pipeline.ts';

const MINUTE = 60_000;

/** Counts what was not delivered, and tells it on the console, at most once a minute. */
export interface Report {
  readonly dropped: Partial<Record<DropReason, number>>;
  lastError: string | undefined;
  drop(reason: DropReason, spans: number): void;
  warn(text: string): void;
}

export function createReport(): Report {
  let quietUntil = 0;
  let untold = 0;
  return {
    dropped: {},
    lastError: undefined,
    drop(reason, spans) {
      if (spans > 0) this.dropped[reason] = (this.dropped[reason] ?? 0) + spans;
    },
    warn(text) {
      if (now() < quietUntil) {
        untold++;
        return;
      }
      console.warn(`onetrace: ${text}${untold > 0 ? ` (and ${untold} more warnings since the last)` : ''}`);
      quietUntil = now() + MINUTE;
      untold = 0;
    },
  };
}

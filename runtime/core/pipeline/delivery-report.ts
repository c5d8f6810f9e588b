import type { DropReason } from '../../config/types/delivery-stats.ts';
import { now } from '../../platform/clock.ts';
import { warnNow } from '../diagnostics.ts';

const MINUTE = 60_000;

/** Counts what was not delivered, and tells it on the console, at most once a minute. */
export interface DeliveryReport {
  readonly dropped: Partial<Record<DropReason, number>>;
  lastError: string | undefined;
  drop(reason: DropReason, spans: number): void;
  /** `always`: the process ends, nobody tells later. */
  warn(text: string, always?: boolean): void;
}

export function createDeliveryReport(): DeliveryReport {
  let quietUntil = 0;
  let untold = 0;
  return {
    dropped: {},
    lastError: undefined,
    drop(reason, spans) {
      if (spans > 0) this.dropped[reason] = (this.dropped[reason] ?? 0) + spans;
    },
    warn(text, always = false) {
      if (now() < quietUntil && !always) {
        untold++;
        return;
      }
      quietUntil = now() + MINUTE;
      warnNow(text + (untold > 0 ? ` (and ${untold} more warnings before)` : ''));
      untold = 0;
    },
  };
}

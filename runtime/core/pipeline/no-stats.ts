import type { Stats } from '../../config/types/delivery-stats.ts';

/** Of a process that exports nothing itself. */
export const NO_STATS: Stats = {
  recorded: 0,
  exported: 0,
  dropped: {},
  queued: 0,
  queueBytes: 0,
  spooled: 0,
  lastError: undefined,
  internalErrors: 0,
  unlinked: { caller_unknown: 0, headers_sent: 0 },
  destinations: [],
};

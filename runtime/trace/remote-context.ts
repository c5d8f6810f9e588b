import type { BaggageEntry } from './baggage.ts';

/** What a carrier says. `traceId` is '' where it names no trace but only has baggage. */
export interface RemoteContext {
  readonly traceId: string;
  readonly parentId: string;
  readonly flags: number;
  readonly tracestate: string;
  readonly entries: readonly BaggageEntry[];
}

import type { Bytes } from '../../platform/bytes.ts';
import type { Span } from '../../trace/span.ts';
import type { DestinationStats } from './delivery-stats.ts';
import type { Destination } from './destination.ts';

/** One way out of a pipeline. */
export interface SpanExporter {
  /** Never throws. */
  add(spans: readonly Span[]): void;
  /**
   * Resolves when all that was added before is settled, or after `timeout` milliseconds, with the number
   * of spans that are not. `leaving`: the process ends, so what is optional has one attempt.
   */
  flush(timeout: number, leaving?: boolean): Promise<number>;
  /** A span that ended and waits for its local root, in case the process is killed meanwhile. */
  note?(span: Span): void;
  /** It will not come. */
  forget?(span: Span): void;
  /** More than 0 while something is left to do. */
  pendingCount(): number;
  /** The process is over after this: what is unsettled, as requests. */
  pendingRequests(): readonly ExportRequest[];
  /** Resolves when nothing of it runs any more. */
  stop(): void | Promise<void>;
  stats(): readonly DestinationStats[];
}

/** A request that can be sent from anywhere: to `destination`, whose address `url` may have moved on from. */
export interface ExportRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
  readonly destination: Destination;
  readonly spans: number;
}

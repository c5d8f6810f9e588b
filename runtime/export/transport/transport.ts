import type { Destination } from '../../config/types/destination.ts';
import type { ExportRequest } from '../../config/types/span-exporter.ts';
import type { Bytes } from '../../platform/bytes.ts';

/** What a receiver answered. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; null where it is not there. */
  header(name: string): string | null;
  /** What came of it: the status has said all that counts already. */
  readonly body: Bytes;
}

/** Posts without following redirects. Rejects where there is no answer, or when `signal` says so. */
export type Transport = (request: ExportRequest, signal: AbortSignal) => Promise<Answer>;

/** A way to one destination. */
export type TransportTo = (destination: Destination) => Transport;

/** Of an answer; a receiver with more to say is cut short. */
export const ANSWER_BYTES = 65_536;

/**
 * Who a local trace is. Every span of a local trace points to one `Trace` record, so late linking
 * (`setBaggage` on a running span) moves all of them, ended ones too, by changing one object.
 */

export interface Trace {
  /** 32 lower-case hex digits. */
  traceId: string;
  /** The upstream span, '' where this process began the trace. */
  remoteParentId: string;
  /** Bit 0 sampled, bit 1 random trace id (W3C Trace Context Level 2, 3.2.2.5). */
  flags: number;
  /** The already validated `tracestate` header, '' if none. */
  tracestate: string;
  /** False: spans of this trace only carry its identity onward; they are never exported. */
  recording: boolean;
  /** True once the program itself asked for the trace: `withTrace`, `setAttribute`, `getTraceId` and their kin. */
  explicit: boolean;
  /** True once a carrier or a span left the process: that part of the trace cannot be moved any more. */
  departed: boolean;
  /**
   * Ended spans that wait for the local root; undefined once they were released. Only `core/buffer` reads
   * them, as spans: a span names its trace, so naming spans here would tie the two files in a knot.
   */
  buffered: unknown[] | undefined;
  /** Estimated size of `buffered`, in bytes. */
  bufferedBytes: number;
  /** Unix time of moment 0 in milliseconds, as the wall clock had it when the trace began; see `clock.wallOrigin`. */
  readonly wallOrigin: number;
}

export const SAMPLED = 1;
export const RANDOM_ID = 2;

import type { Bytes } from '../../platform/bytes.ts';
import type { Span } from '../../trace/span.ts';

/** What a receiver says of a batch that it took. */
export interface Verdict {
  readonly rejected: number;
  readonly message: string;
}

/**
 * One OTLP encoding. Spans are encoded once, when they end, into bytes: they wait outside of the
 * program's heap, count what they weigh on the wire, and a request only joins them.
 */
export interface Codec {
  readonly contentType: string;
  encode(span: Span): Bytes;
  /** In whose name spans are sent: resource and scope. */
  readonly head: Bytes;
  /** An `ExportTraceServiceRequest`, in the name of this process by default. */
  body(chunks: readonly Bytes[], head?: Bytes): Bytes;
  /** The span with less of its largest attribute; undefined where there is nothing to trim. */
  trim(chunk: Bytes): Promise<Bytes | undefined>;
  /** Reads an `ExportTraceServiceResponse` that is not JSON; throws where it is none. */
  verdict?(answer: Bytes): Verdict;
}

import type { Span } from '../span.ts';

/** One encoded span. */
export type Chunk = string | Uint8Array<ArrayBuffer>;

/** What a receiver says of a batch that it took. */
export interface Verdict {
  readonly rejected: number;
  readonly message: string;
}

/** One OTLP encoding. Spans are encoded once, when they end; a request only joins them. */
export interface Codec<C extends Chunk = Chunk> {
  readonly contentType: string;
  encode(span: Span): C;
  /** Bytes on the wire. */
  size(chunk: C): number;
  /** An `ExportTraceServiceRequest`. */
  body(chunks: readonly C[]): C;
  /** The span with less of its largest attribute; undefined where there is nothing to trim. */
  trim(chunk: C): Promise<C | undefined>;
  /** Reads an `ExportTraceServiceResponse`; throws where it is none. */
  verdict(answer: Uint8Array<ArrayBuffer>): Verdict;
}

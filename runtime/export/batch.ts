import type { Destination } from '../config/types/destination.ts';
import type { ExportRequest } from '../config/types/span-exporter.ts';
import type { Bytes } from '../platform/bytes.ts';
import type { Codec } from './otlp/codec.ts';

/** Spans for a receiver, in the name of `head` or of this process. */
export interface Batch {
  readonly destination: Destination;
  readonly codec: Codec;
  readonly chunks: readonly Bytes[];
  readonly head?: Bytes;
}

export const exportRequest = ({ destination, codec, chunks, head }: Batch): ExportRequest => ({
  url: destination.url,
  headers: { ...destination.headers, 'content-type': codec.contentType },
  body: codec.body(chunks, head),
  destination,
  spans: chunks.length,
});

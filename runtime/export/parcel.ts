import type { Bytes, Codec } from './codec.ts';
import type { Destination } from './config-types.ts';

/** A request that can be sent from anywhere. */
export interface Parcel {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

/** Spans for a receiver, in the name of `head` or of this process. */
export interface Shipment {
  readonly destination: Destination;
  readonly codec: Codec;
  readonly chunks: readonly Bytes[];
  readonly head?: Bytes;
}

export const parcelOf = ({ destination, codec, chunks, head }: Shipment): Parcel => ({
  url: destination.url,
  headers: { ...destination.headers, 'content-type': codec.contentType },
  body: codec.body(chunks, head),
});

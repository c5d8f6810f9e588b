import type { Bytes, Codec } from './codec.ts';
import type { Destination } from './config-types.ts';

/** A request that can be sent from anywhere. */
export interface Parcel {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

export const parcelOf = ({ url, headers }: Destination, codec: Codec, chunks: readonly Bytes[]): Parcel => ({
  url,
  headers: { ...headers, 'content-type': codec.contentType },
  body: codec.body(chunks),
});

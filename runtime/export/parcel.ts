import type { Bytes } from './codec.ts';

/** A request that can be sent from anywhere. */
export interface Parcel {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

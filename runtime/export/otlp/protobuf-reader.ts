/** The least of Protocol Buffers that reading an answer, or a span of our own, needs. */
import type { Bytes } from '../../platform/bytes.ts';

export interface Field {
  readonly field: number;
  /** Where the field begins, its tag included, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** Of a varint; exact up to 2^53. */
  readonly varint: number;
  /** Of a message, a string or bytes; else empty. */
  readonly bytes: Bytes;
}

/** Throws where `message` is none. */
export function readProtobuf(message: Bytes): Field[] {
  const fields: Field[] = [];
  let at = 0;

  function varint(): number {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('a message ends too early');
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  function skip(length: number): Bytes {
    if (at + length > message.length) throw new RangeError('a message ends too early');
    at += length;
    return message.subarray(at - length, at);
  }

  while (at < message.length) {
    const start = at;
    const tag = varint();
    const type = tag & 7;
    let value = 0;
    let bytes = message.subarray(0, 0);
    if (type === 0) value = varint();
    else if (type === 1) skip(8);
    else if (type === 2) bytes = skip(varint());
    else if (type === 5) skip(4);
    else throw new RangeError(`a message has a field of type ${type}`);
    fields.push({ field: tag >>> 3, start, end: at, varint: value, bytes });
  }
  return fields;
}

export const utf8Text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const utf8 = /* @__PURE__ */ new TextEncoder();

/** What is small shares buffers of this size: an `ArrayBuffer` each would cost more than the encoding. */
const SLAB = 64 * 1024;
const SMALL = SLAB / 16;
let slab: Bytes = /* @__PURE__ */ new Uint8Array(0);
let used = 0;

/** `text` in UTF-8. */
export function utf8Bytes(text: string): Bytes {
  if (text.length > SMALL) return utf8.encode(text);
  const { read, written } = utf8.encodeInto(text, slab.subarray(used));
  if (read < text.length) {
    newSlab();
    return utf8Bytes(text);
  }
  used += written;
  return slab.subarray(used - written, used);
}

/** A copy of what somebody will overwrite. */
export function copyOf(bytes: Bytes): Bytes {
  const { length } = bytes;
  if (length > SMALL) return bytes.slice();
  if (used + length > slab.length) newSlab();
  slab.set(bytes, used);
  used += length;
  return slab.subarray(used - length, used);
}

function newSlab(): void {
  slab = new Uint8Array(SLAB);
  used = 0;
}

export function concatBytes(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export type Bytes = Uint8Array<ArrayBuffer>;

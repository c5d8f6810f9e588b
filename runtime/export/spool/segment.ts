/**
 * A segment is a file that is only appended to: a mark, then records of a length, a CRC-32 and as many
 * bytes. The first record is the codec's head, so that whoever sends the segment sends it in the name of
 * the process that wrote it; the others are spans, or cross out spans before them (the length's highest bit is
 * set, the bytes are their numbers). A torn or corrupt record ends the segment.
 */
import type { Bytes } from '../../platform/bytes.ts';
import { concatBytes } from '../../platform/bytes.ts';

export type Crc32 = (bytes: Bytes) => number;

export interface Segment {
  readonly head: Bytes;
  readonly chunks: readonly Bytes[];
  /** False: it ends in a record that is torn or corrupt. */
  readonly whole: boolean;
}

const MARK: Bytes = /* @__PURE__ */ new TextEncoder().encode('onetrac1');
const HEADER = 8;
const REMOVAL = 0x8000_0000;

export const segmentStart = (head: Bytes, crc32: Crc32): Bytes =>
  concatBytes([MARK, recordsOf([head], crc32)]);

export function recordsOf(chunks: readonly Bytes[], crc32: Crc32): Bytes {
  return concatBytes(chunks.flatMap((chunk) => [recordHeader(chunk.length, crc32(chunk)), chunk]));
}

/** Crosses out the spans at `indexes`, counted from the first after the head. */
export function removalOf(indexes: readonly number[], crc32: Crc32): Bytes {
  const bytes = new Uint8Array(indexes.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, index] of indexes.entries()) view.setUint32(at * 4, index);
  return concatBytes([recordHeader(bytes.length | REMOVAL, crc32(bytes)), bytes]);
}

function recordHeader(length: number, sum: number): Bytes {
  const bytes = new Uint8Array(HEADER);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length >>> 0);
  view.setUint32(4, sum);
  return bytes;
}

/** undefined where there is not even a head. */
export function readSegment(file: Bytes, crc32: Crc32): Segment | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (!MARK.every((byte, at) => file[at] === byte)) return undefined;
  const found: Bytes[] = [];
  const removed = new Set<number>();
  let at = MARK.length;
  while (at + HEADER <= file.length) {
    const length = view.getUint32(at);
    const end = at + HEADER + (length & ~REMOVAL);
    const chunk = file.subarray(at + HEADER, end);
    if (end > file.length || crc32(chunk) !== view.getUint32(at + 4)) break;
    if (length < REMOVAL) found.push(chunk);
    else for (const index of indexesIn(chunk)) removed.add(index);
    at = end;
  }
  const [head, ...chunks] = found;
  return (
    head && { head, chunks: chunks.filter((_, index) => !removed.has(index)), whole: at === file.length }
  );
}

function indexesIn(chunk: Bytes): number[] {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  return Array.from({ length: chunk.length >> 2 }, (_, at) => view.getUint32(at * 4));
}

/**
 * Protocol Buffers, written from the end to the beginning: the length that stands before a message is
 * known once the message is there. So the last field is written first.
 */
import type { Bytes } from '../../platform/bytes.ts';
import { copyOf } from '../../platform/bytes.ts';

const utf8 = /* @__PURE__ */ new TextEncoder();

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
/** Texts up to this length are copied faster by hand than by the platform's encoder. */
const LONG = 48;

/** The value of `0` to `9` (0x30…) and `a` to `f` (0x61…). */
const nibble = (unit: number): number => (unit & 15) + (unit >> 6) * 9;

export class ProtobufWriter {
  #buffer = new Uint8Array(4096);
  #view = new DataView(this.#buffer.buffer);
  #at = 4096;

  /** What was written, and the writer is empty again. */
  finish(): Bytes {
    const bytes = copyOf(this.#buffer.subarray(this.#at));
    this.rewind(0);
    return bytes;
  }

  /** Bytes written so far. */
  mark(): number {
    return this.#written;
  }

  /** Forgets what was written since `mark`. */
  rewind(mark: number): void {
    this.#at = this.#buffer.length - mark;
  }

  /** Zero, the default of proto3, is left out. */
  uint(field: number, value: number): void {
    if (value === 0) return;
    this.#varint(value);
    this.#tag(field, VARINT);
  }

  bool(field: number, value: boolean): void {
    this.#varint(value ? 1 : 0);
    this.#tag(field, VARINT);
  }

  int64(field: number, value: bigint | number): void {
    if (typeof value === 'number' && value >= 0) this.#varint(value);
    else this.#bigVarint(BigInt.asUintN(64, BigInt(value)));
    this.#tag(field, VARINT);
  }

  double(field: number, value: number): void {
    const at = this.#room(8);
    this.#view.setFloat64(at, value, true);
    this.#tag(field, FIXED64);
  }

  fixed64(field: number, value: bigint): void {
    const at = this.#room(8);
    this.#view.setBigUint64(at, value, true);
    this.#tag(field, FIXED64);
  }

  fixed32(field: number, value: number): void {
    const at = this.#room(4);
    this.#view.setUint32(at, value, true);
    this.#tag(field, FIXED32);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#room(bytes.length);
    this.#buffer.set(bytes, at);
  }

  bytes(field: number, bytes: Uint8Array): void {
    this.raw(bytes);
    this.#length(field, bytes.length);
  }

  /** Hexadecimal digits as bytes; '' is left out. */
  hex(field: number, digits: string): void {
    const { length } = digits;
    if (length === 0) return;
    const start = this.#room(length / 2);
    for (let at = 0; at < length; at += 2) {
      this.#buffer[start + at / 2] = nibble(digits.charCodeAt(at)) * 16 + nibble(digits.charCodeAt(at + 1));
    }
    this.#length(field, length / 2);
  }

  /** '' is written too: in a `oneof` it is a value. */
  string(field: number, text: string): void {
    const { length } = text;
    const start = this.#room(length);
    if (this.#ascii(text, start)) return this.#length(field, length);
    this.#at += length;
    this.bytes(field, utf8.encode(text));
  }

  message(field: number, write: () => void): void {
    const before = this.#written;
    write();
    this.#length(field, this.#written - before);
  }

  get #written(): number {
    return this.#buffer.length - this.#at;
  }

  /** Writes a text that is ASCII; false where it is not. */
  #ascii(text: string, start: number): boolean {
    if (text.length > LONG) {
      const { written, read } = utf8.encodeInto(text, this.#buffer.subarray(start, start + text.length));
      return written === read && read === text.length;
    }
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 127) return false;
      this.#buffer[start + at] = unit;
    }
    return true;
  }

  #length(field: number, length: number): void {
    this.#varint(length);
    this.#tag(field, BYTES);
  }

  #tag(field: number, type: number): void {
    this.#varint(field * 8 + type);
  }

  #varint(value: number): void {
    let size = 1;
    for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
    let at = this.#room(size);
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#buffer[at++] = (rest % 128) | 128;
    this.#buffer[at] = rest;
  }

  #bigVarint(value: bigint): void {
    const groups: number[] = [];
    for (let rest = value; rest > 0n || groups.length === 0; rest >>= 7n)
      groups.push(Number(rest & 127n) | 128);
    groups.push((groups.pop() ?? 0) & 127);
    this.raw(Uint8Array.from(groups));
  }

  /** The start of `size` free bytes before what is written. May replace the buffer: call it first. */
  #room(size: number): number {
    if (size > this.#at) this.#grow(size);
    this.#at -= size;
    return this.#at;
  }

  #grow(size: number): void {
    const written = this.#buffer.subarray(this.#at);
    const buffer = new Uint8Array(Math.max(this.#buffer.length * 2, written.length + size));
    this.#at = buffer.length - written.length;
    buffer.set(written, this.#at);
    this.#buffer = buffer;
    this.#view = new DataView(buffer.buffer);
  }
}

/**
 * JSON as bytes, without the strings between: joined by `+` those are most of what a span allocates, and
 * the program's collector would pause for them.
 */
import type { Bytes } from '../../platform/bytes.ts';
import { copyOf } from '../../platform/bytes.ts';

const utf8 = /* @__PURE__ */ new TextEncoder();

/** Texts up to this length are copied faster by hand than by the platform's encoder. */
const LONG = 64;
/** More than this is not kept for the next span. */
const LARGE = 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export class JsonWriter {
  #buffer = new Uint8Array(4096);
  /** Bytes written so far. */
  at = 0;

  /** What was written, and the writer is empty again. */
  finish(): Bytes {
    const bytes = copyOf(this.#buffer.subarray(0, this.at));
    if (this.#buffer.length > LARGE) this.#buffer = new Uint8Array(4096);
    this.at = 0;
    return bytes;
  }

  /** JSON that is ASCII. */
  raw(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const buffer = this.#buffer;
    const { at } = this;
    for (let i = 0; i < length; i++) buffer[at + i] = text.charCodeAt(i);
    this.at = at + length;
  }

  bytes(json: Bytes): void {
    this.#reserve(json.length);
    this.#buffer.set(json, this.at);
    this.at += json.length;
  }

  /** A comma, unless nothing was written since `start`. */
  comma(start: number): void {
    if (this.at > start) this.raw(',');
  }

  string(text: string): void {
    if (text.length > LONG || !this.#plain(text)) this.#utf8(JSON.stringify(text));
  }

  /** False where it is not ASCII, or has to be escaped. */
  #plain(text: string): boolean {
    const { length } = text;
    this.#reserve(length + 2);
    const buffer = this.#buffer;
    let { at } = this;
    buffer[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x20 || unit > 0x7e || unit === QUOTE || unit === BACKSLASH) return false;
      buffer[at++] = unit;
    }
    buffer[at++] = QUOTE;
    this.at = at;
    return true;
  }

  #utf8(text: string): void {
    this.#reserve(text.length * 3);
    this.at += utf8.encodeInto(text, this.#buffer.subarray(this.at)).written;
  }

  #reserve(size: number): void {
    if (this.at + size <= this.#buffer.length) return;
    const buffer = new Uint8Array(Math.max(this.#buffer.length * 2, this.at + size));
    buffer.set(this.#buffer.subarray(0, this.at));
    this.#buffer = buffer;
  }
}

/** Protocol Buffers over one buffer, field by field, without objects in between. */

const TWO_32 = 4_294_967_296;

export class WireReader {
  readonly buffer: Buffer;
  at: number;
  end: number;
  /** Of a `fixed64` read as time: microseconds, and the nanoseconds beyond them. */
  nanos = 0;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
    this.at = 0;
    this.end = buffer.length;
  }

  /** Of the next field: `number << 3 | type`; 0 at the end. */
  tag(): number {
    return this.at < this.end ? this.varint() : 0;
  }

  /** Exact up to 2^53. */
  varint(): number {
    const { buffer } = this;
    let byte = buffer[this.at++] as number;
    if (byte < 128 && this.at <= this.end) return byte;
    let value = byte & 127;
    for (let factor = 128; factor < 2 ** 70; factor *= 128) {
      if (this.at >= this.end) break;
      byte = buffer[this.at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new RangeError('the message ends within a number');
  }

  /** A signed integer of 64 bits. */
  int64(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.at >= this.end) break;
      const byte = this.buffer[this.at++] as number;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw new RangeError('the message ends within a number');
  }

  double(): number {
    this.#need(8);
    this.at += 8;
    return this.buffer.readDoubleLE(this.at - 8);
  }

  /** Nanoseconds as microseconds; what is beyond is left in `nanos`. */
  time(): number {
    this.#need(8);
    const low = this.buffer.readUInt32LE(this.at);
    const high = this.buffer.readUInt32LE(this.at + 4);
    this.at += 8;
    const rest = high * (TWO_32 % 1000) + low;
    this.nanos = rest % 1000;
    return high * Math.floor(TWO_32 / 1000) + Math.floor(rest / 1000);
  }

  fixed32(): number {
    this.#need(4);
    this.at += 4;
    return this.buffer.readUInt32LE(this.at - 4);
  }

  text(): string {
    const from = this.#take(this.varint());
    return this.buffer.toString('utf8', from, this.at);
  }

  hex(): string {
    const from = this.#take(this.varint());
    return this.buffer.toString('hex', from, this.at);
  }

  base64(): string {
    const from = this.#take(this.varint());
    return this.buffer.toString('base64', from, this.at);
  }

  /** Narrows the reader to a message within; hand what it gives to `leave`. */
  enter(): number {
    const length = this.varint();
    this.#need(length);
    const outer = this.end;
    this.end = this.at + length;
    return outer;
  }

  leave(outer: number): void {
    this.at = this.end;
    this.end = outer;
  }

  skip(tag: number): void {
    const type = tag & 7;
    if (type === 0) this.varint();
    else if (type === 1) this.#take(8);
    else if (type === 2) this.#take(this.varint());
    else if (type === 5) this.#take(4);
    else throw new RangeError(`a field of type ${type}`);
  }

  #take(length: number): number {
    this.#need(length);
    this.at += length;
    return this.at - length;
  }

  #need(length: number): void {
    if (length > this.end - this.at) throw new RangeError('the message ends too early');
  }
}

/**
 * SHA-256 (FIPS 180-4) of UTF-8 text. By hand, because trace ids are wanted synchronously on platforms
 * that only have the asynchronous `crypto.subtle`.
 */

/** The first 32 bits of the fractional part of `root`. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The message, a 1 bit, zeros, and its length in bits, in whole blocks of 64 bytes. */
function padded(text: string): DataView {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n);
  return view;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The digest as 64 lower-case hex digits. */
export function sha256(text: string): string {
  const first = primes(64);
  const k = first.map((prime) => fraction(Math.cbrt(prime)));
  const view = padded(text);
  let hash = first.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  for (let at = 0; at < view.byteLength; at += 64) hash = block(hash, schedule(view, at), k);
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function schedule(view: DataView, at: number): number[] {
  const w = Array.from({ length: 16 }, (_, i) => view.getInt32(at + i * 4));
  for (let i = 16; i < 64; i++) {
    const [a, b, c, d] = [w[i - 15], w[i - 2], w[i - 16], w[i - 7]] as [number, number, number, number];
    const small0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const small1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    w.push((c + small0 + d + small1) | 0);
  }
  return w;
}

function block(hash: number[], w: number[], k: number[]): number[] {
  let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = h + big1 + ((e & f) ^ (~e & g)) + (k[i] as number) + (w[i] as number);
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = big0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (hash[i] as number)) | 0);
}

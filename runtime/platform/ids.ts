/**
 * Trace and span ids are slices of one block of CSPRNG bytes, fetched and turned to hex once for hundreds
 * of ids: asking the kernel and spelling bytes for each id alone costs many times as much.
 */
// Taken when the runtime is loaded: a test that stubs `crypto` or `Math.random` later must neither stop us nor
// have its mocks used up by us. Node makes `crypto` when it is first read, which costs a start 10 ms, so there
// only its getter is taken.
const { random: uniform } = Math;
const getter = Object.getOwnPropertyDescriptor(globalThis, 'crypto')?.get;
const taken = getter === undefined ? globalThis.crypto : undefined;

/** The prototype's method: mocks stand on the object. Without any `crypto`, ids are less random, and ids still. */
function fill(bytes: Spelled): Spelled {
  const crypto = getter === undefined ? taken : (getter.call(globalThis) as Crypto | undefined);
  if (crypto === undefined) return bytes.map(() => uniform() * 256);
  return (Object.getPrototypeOf(crypto) as Crypto).getRandomValues.call(crypto, bytes) as Spelled;
}

const POOL_BYTES = 4096;
const ZEROS = '0000000000000000';
let pool = '';
let used = 0;

/** `digits` lower-case hex digits, never all zero. */
function takeDigits(digits: number): string {
  if (used + digits > pool.length) refillPool();
  const hex = pool.slice(used, used + digits);
  used += digits;
  return hex === ZEROS || hex === ZEROS + ZEROS ? takeDigits(digits) : hex;
}

/** Evenly from 0 up to 1, and nobody's to foresee. */
export const drawChance = (): number => Number.parseInt(takeDigits(8), 16) / 2 ** 32;

interface Spelled extends Uint8Array<ArrayBuffer> {
  toHex?(): string;
}

function refillPool(): void {
  const bytes: Spelled = fill(new Uint8Array(POOL_BYTES));
  const { Buffer: buffer } = globalThis as { Buffer?: { from(bytes: ArrayBufferLike): Buffer } };
  pool = bytes.toHex?.() ?? buffer?.from(bytes.buffer).toString('hex') ?? hexDigits(bytes);
  used = 0;
}

/** For platforms that know neither. */
const hexDigits = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** 16 random bytes as 32 digits (W3C Trace Context Level 2, 3.2.2.3). */
export const newTraceId = (): string => takeDigits(32);

/** 8 random bytes as 16 digits (3.2.2.4). */
export const newSpanId = (): string => takeDigits(16);

/** A uniform number in [0, 1), for jitter. Not for ids. */
export const randomFraction = (): number => uniform();

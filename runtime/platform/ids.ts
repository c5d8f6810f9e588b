/**
 * Trace and span ids are slices of one block of CSPRNG bytes, fetched and turned to hex once for hundreds
 * of ids: asking the kernel and spelling bytes for each id alone costs many times as much.
 */
const POOL_BYTES = 4096;
const ZEROS = '0000000000000000';
let pool = '';
let used = 0;

/** `digits` lower-case hex digits, never all zero. */
function take(digits: number): string {
  if (used + digits > pool.length) refill();
  const hex = pool.slice(used, used + digits);
  used += digits;
  return hex === ZEROS || hex === ZEROS + ZEROS ? take(digits) : hex;
}

interface Spelled extends Uint8Array {
  toHex?(): string;
}

function refill(): void {
  const bytes: Spelled = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
  const { Buffer: buffer } = globalThis as { Buffer?: { from(bytes: ArrayBufferLike): Buffer } };
  pool = bytes.toHex?.() ?? buffer?.from(bytes.buffer).toString('hex') ?? spell(bytes);
  used = 0;
}

/** For platforms that know neither. */
const spell = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** 16 random bytes as 32 digits (W3C Trace Context Level 2, 3.2.2.3). */
export const newTraceId = (): string => take(32);

/** 8 random bytes as 16 digits (3.2.2.4). */
export const newSpanId = (): string => take(16);

/** A uniform number in [0, 1), for jitter. Not for ids. */
export const random = (): number => Math.random();

/**
 * Trace and span ids from one pooled block of CSPRNG bytes: asking the kernel once per 4 KiB costs a
 * twentieth of asking once per id, with the same entropy.
 */
const POOL_BYTES = 4096;
const hexOfByte: string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);
let pool: Uint8Array<ArrayBuffer> | undefined;
let used = POOL_BYTES;

function takeHex(bytes: number): string {
  pool ??= new Uint8Array(POOL_BYTES);
  if (used + bytes > POOL_BYTES) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let hex = '';
  for (const end = used + bytes; used < end; used++) hex += hexOfByte[pool[used] as number];
  return hex;
}

const isZero = (hex: string): boolean => /^0+$/.test(hex);

function nonZero(bytes: number): string {
  let hex = takeHex(bytes);
  while (hex.charCodeAt(0) === 48 && isZero(hex)) hex = takeHex(bytes);
  return hex;
}

/** 16 random bytes, 32 lower-case hex digits, never all zero (W3C Trace Context Level 2, 3.2.2.3). */
export const newTraceId = (): string => nonZero(16);

/** 8 random bytes, 16 lower-case hex digits, never all zero (3.2.2.4). */
export const newSpanId = (): string => nonZero(8);

/** A uniform number in [0, 1), for jitter. Not for ids. */
export const random = (): number => Math.random();

import { wallMs } from '../platform/clock.ts';
import { randomFraction } from '../platform/ids.ts';

/** Milliseconds before attempt `failures + 1`: `first`, doubling up to `longest`, half of it random. */
export const backoff = (failures: number, first: number, longest: number): number =>
  Math.min(first * 2 ** (failures - 1), longest) * (0.5 + randomFraction() / 2);

/** `Retry-After` (RFC 9110, 10.2.3), seconds or a date, in milliseconds from now; undefined if it is neither. */
export function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - wallMs();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

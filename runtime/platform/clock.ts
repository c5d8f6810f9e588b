/**
 * One clock read per moment: the platform's monotonic clock, in milliseconds since the process's time
 * origin. Wall time is derived from it only when a span is encoded.
 *
 * The platform's functions are taken once, when this file is loaded: a test that replaces `performance` or
 * `Date` later must neither stop us nor have its mocked answers used up by us.
 */
const { performance } = globalThis;
const { now: readMonotonic, timeOrigin } = performance;
const { now: readWall } = Date;

/** A moment: monotonic milliseconds since the time origin. */
export const now = (): number => readMonotonic.call(performance);

/** Wall-clock milliseconds since the Unix epoch, whole. */
export const wallMs = (): number => readWall();

/** More than rounding and a garbage collection between two reads explain: the clock was set, or the machine slept. */
const TOLERANCE = 20;
let origin = timeOrigin;

/**
 * The Unix time, in milliseconds, of moment 0 as the wall clock has it now. A monotonic clock stands still
 * while a machine sleeps and ignores when the wall clock is set, so each local trace asks anew.
 */
export function wallOrigin(): number {
  const measured = readWall() - now();
  if (Math.abs(measured - origin) > TOLERANCE) origin = measured;
  return origin;
}

/** A moment in nanoseconds since the Unix epoch (OTLP `fixed64`), under the `wallOrigin` of its trace. */
export function epochNanos(moment: number, from: number): bigint {
  const whole = Math.floor(from);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((from - whole + moment) * 1e6));
}

/**
 * One clock read per moment: `performance.now()`, in milliseconds since the process's time origin.
 * Wall time in nanoseconds is derived from it only when a span is encoded.
 */
export const now = (): number => performance.now();

/** Wall-clock milliseconds since the Unix epoch; for deadlines that a server names as a date. */
export const wallMs = (): number => performance.timeOrigin + performance.now();

const originNs = /* @__PURE__ */ (() => BigInt(Math.round(performance.timeOrigin * 1e6)))();

/** A moment of `now()` in nanoseconds since the Unix epoch (OTLP `fixed64`). */
export const epochNanos = (moment: number): bigint => originNs + BigInt(Math.round(moment * 1e6));

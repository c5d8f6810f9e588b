// Taken when the runtime is loaded: a test's fake timers count and run the program's timers, not ours.
const { setTimeout, clearTimeout } = globalThis;

/** An object in Node, a number in browsers. */
type Timer = { unref?: () => void };

/** The longest delay of a platform's timer. */
const LONGEST = 2 ** 31 - 1;

/**
 * Runs `fn` in `ms` milliseconds, or earlier where that is longer than timers can be set. Only what
 * somebody waits for (`hold`) keeps the process alive. Returns what cancels it.
 */
export function startTimer(ms: number, fn: () => void, hold: boolean): () => void {
  const timer: unknown = setTimeout(fn, Math.min(Math.max(ms, 0), LONGEST));
  if (!hold) (timer as Timer).unref?.();
  return () => clearTimeout(timer as number);
}

import { state } from './state.ts';

/**
 * An error that the program must not feel: a fault of ours, a hook of its own that throws, or a getter of
 * what we were given. Counted for `stats().internalErrors`; the first one is told.
 */
export function swallow(error: unknown): undefined {
  if (state.internalErrors++ > 0) return;
  let text = 'what was thrown cannot be shown';
  try {
    text = String((error instanceof Error && error.stack) || error)
      .split('\n', 4)
      .join('\n');
  } catch {}
  warnOnce(
    `an error is kept from the program, and something is not traced (stats().internalErrors): ${text}`,
  );
}

/** Tells the author once per process and text. */
export function warnOnce(text: string): void {
  if (state.warned.has(text)) return;
  state.warned.add(text);
  try {
    console.warn(`onetrace: ${text}`);
  } catch {} // a program's own console
}

/** What `read` gives; undefined where it throws: what we are given may have any shape. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return swallow(error);
  }
}

import { state } from './state.ts';

/**
 * An error that the program must not feel: a fault of ours, a hook of its own that throws, or a getter of
 * what we were given. Counted for `stats().internalErrors`; the first one is told.
 */
export function reportInternalError(error: unknown): undefined {
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

/** More kinds of warnings than there are in the code: whatever goes wrong, stderr and memory stay bounded. */
const MOST_KINDS = 200;

/**
 * Warns once per process and `kind`. A text that names what strangers choose (a host, a header) has a kind
 * that does not.
 */
export function warnOnce(text: string, kind: string = text): void {
  if (state.warned.has(kind) || state.warned.size >= MOST_KINDS) return;
  state.warned.add(kind);
  warnNow(text);
}

export function warnNow(text: string): void {
  try {
    console.warn(`onetrace: ${text}`);
  } catch {} // a program's own console
}

/** What `read` gives; undefined where it throws: what we are given may have any shape. */
export function tryOrReport<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return reportInternalError(error);
  }
}

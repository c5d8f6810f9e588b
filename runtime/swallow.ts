import { state } from './state.ts';
import { warnOnce } from './warn.ts';

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

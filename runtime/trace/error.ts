import type { Span } from './span.ts';

/**
 * The semantic convention's `error.type` of anything that can be thrown: the constructor's name, which a
 * library that sets `name = 'Error'` on its subclasses still tells apart.
 */
export function errorType(error: unknown): string {
  try {
    if (error instanceof Error) return error.constructor.name || error.name;
    return error === null ? 'null' : typeof error;
  } catch {
    return '_OTHER';
  }
}

/** Marks `span` as failed by what was thrown; never throws, whatever getters the value has. */
export function failWith(span: Span, error: unknown): void {
  let message = '';
  try {
    message = error instanceof Error ? error.message : String(error);
  } catch {}
  span.fail(errorType(error), message);
}

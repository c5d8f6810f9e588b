import { failWith } from '../trace/error.ts';
import type { Span } from '../trace/span.ts';
import { runWithSpan } from './active-span.ts';
import { endSpan } from './end-span.ts';

/**
 * Runs `fn` inside `span`, which ends with it: at its return, at its throw, or when the promise that it
 * returns settles. What is thrown or rejected passes as the same object, on one path.
 */
export function runInSpan<T>(span: Span, fn: () => T): T {
  let result: T;
  try {
    result = runWithSpan(span, fn);
  } catch (error) {
    endWithError(span, error);
    throw error;
  }
  if (isThenable(result)) return endWithThenable(result, span) as T;
  endSpan(span);
  return result;
}

function endWithError(span: Span, error: unknown): void {
  failWith(span, error);
  endSpan(span);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
  } catch {
    return false;
  }
}

function endWithThenable(result: PromiseLike<unknown>, span: Span): unknown {
  return result.constructor === Promise ? endWhenSettled(result, span) : endWhenAwaited(result, span);
}

const endWhenSettled = (promise: PromiseLike<unknown>, span: Span): PromiseLike<unknown> =>
  promise.then(
    (value) => {
      endSpan(span);
      return value;
    },
    (error) => {
      endWithError(span, error);
      throw error;
    },
  );

/**
 * A client's own promise or a query builder keeps its class and methods, and may only begin its work, or
 * read its body, when somebody calls `then`: so that call is watched, and runs inside the span.
 */
function endWhenAwaited<T extends PromiseLike<unknown>>(thenable: T, span: Span): T {
  const { then } = thenable;
  const watched: T['then'] = (ok, ko) => {
    const begun = runWithSpan(
      span,
      () => new Promise((resolve, reject) => then.call(thenable, resolve, reject)),
    );
    return endWhenSettled(begun, span).then(ok, ko);
  };
  if (!Reflect.defineProperty(thenable, 'then', { value: watched, configurable: true, writable: true }))
    endSpan(span);
  return thenable;
}

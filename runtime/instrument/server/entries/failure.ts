/** Handlers of errors, which know what the response does not say: the error that a request failed with. */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { fieldsOf } from '../../../platform/unknown.ts';
import { isProxy } from '../../../platform/watch-promise.ts';
import { openScope, type Scope } from '../../call/body-scope.ts';
import type { Callable } from '../../call/helper.ts';
import { around, isOneOfAKind } from '../../call/run-work.ts';
import type { SiteText } from '../../call/site.ts';
import { handler, isErrorHandler } from '../handler.ts';
import { matchRequest } from '../match-request.ts';
import { requestAround } from '../server-span.ts';

/** `app.use($ot.failure(site, (error, request, response, next) => …))`. */
export function failure<T>(_site: SiteText, fn: T): T {
  if (typeof fn !== 'function' || isOneOfAKind(fn as unknown as Callable)) return fn;
  return around(fn as unknown as Callable, noteFailure) as T;
}

/** `app.use($ot.middleware(site, session))`, by a name that may be an error handler's, or an application's. */
export function middleware<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function' || isProxy(fn)) return handler(site, fn);
  // Express tells a mounted application of its parent, by properties of its own.
  if (typeof (fn as { handle?: unknown }).handle === 'function') return fn;
  return isErrorHandler(fn) ? failure(site, fn) : handler(site, fn);
}

/** Enters `catch(exception, host)` of a filter. */
export function enterFailure(_site: SiteText, kind: number, args: ArrayLike<unknown>): Scope {
  noteFailure(args);
  return openScope(undefined, kind);
}

function noteFailure(args: ArrayLike<unknown>): undefined {
  tryOrReport(() => {
    const given = args[0];
    // Not every function of four parameters is given an error.
    if (matchRequest(args) !== undefined && fieldsOf(given).error === undefined) return;
    // Elysia and SvelteKit hand over an object that has it.
    const { error = given } = given instanceof Error ? {} : fieldsOf(given);
    requestAround()?.note(error);
  });
}

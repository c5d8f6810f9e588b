/**
 * What a web handler's result, or what it throws, says about the response. Either may be an object whose
 * getters throw, which is nothing that the program should hear of from here.
 */
import { tryOrReport } from '../../core/diagnostics.ts';
import { isCancellation, type ServerSpan } from './server-span.ts';

/** Ends an exchange whose handler returned; `status` of a framework that keeps its response elsewhere. */
export function endWithResult(
  serverSpan: ServerSpan,
  result: unknown,
  status?: () => number | undefined,
): void {
  serverSpan.end(tryOrReport(() => responseStatus(result) ?? status?.()));
}

/**
 * Ends an exchange whose handler threw: a response, a framework's signal, an HTTP error, or a failure, which every
 * platform answers with 500.
 */
export function endWithThrown(serverSpan: ServerSpan, error: unknown): void {
  const answered = tryOrReport(() => responseStatus(error) ?? thrownStatus(error));
  if (answered === undefined) serverSpan.note(error);
  serverSpan.end(
    answered ?? tryOrReport(() => errorStatus(error)) ?? (isCancellation(error) ? undefined : 500),
  );
}

/** Of a `Response`, or of what looks like one from another copy of the platform. */
function responseStatus(result: unknown): number | undefined {
  const { status, headers } = (result ?? {}) as Partial<Response>;
  return typeof status === 'number' && typeof headers?.get === 'function' ? status : undefined;
}

/** Next's `redirect()` and `notFound()` throw: `NEXT_REDIRECT;replace;/login;307;`. */
function thrownStatus(error: unknown): number | undefined {
  const { digest } = (error ?? {}) as { digest?: unknown };
  const status = typeof digest === 'string' && /^NEXT_.*;([1-5]\d\d);?$/.exec(digest)?.[1];
  return status ? Number(status) : undefined;
}

/** `HTTPException` of Hono and the errors of `http-errors` say what will be answered. */
function errorStatus(error: unknown): number | undefined {
  const { status, statusCode = status } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600 ? statusCode : undefined;
}

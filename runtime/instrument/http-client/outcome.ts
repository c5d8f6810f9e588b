import { tryOrReport } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { errorType } from '../../trace/error.ts';
import type { Span } from '../../trace/span.ts';

/** Ends a CLIENT span with its answer's status: 4xx and 5xx are errors. */
export function endFetchAnswered(span: Span, response: unknown): void {
  const status = tryOrReport(() => (response as { status?: unknown } | null | undefined)?.status);
  if (typeof status === 'number') {
    span.set('http.response.status_code', status);
    if (status >= 400) span.fail(String(status), '');
  }
  endSpan(span);
}

type Signal = AbortSignal | null | undefined;
type Failure = Partial<Error> & {
  readonly code?: unknown;
  readonly cause?: { readonly code?: unknown; readonly message?: unknown };
};

/** Ends a CLIENT span that got no answer; being called off is no error. */
export function endFetchFailed(span: Span, error: unknown, signal: () => Signal): void {
  try {
    if (!isAbort(error, signal())) failStatus(span, error);
  } catch {
    span.fail('_OTHER', ''); // whatever getters were thrown, the caller gets that and nothing of ours
  }
  endSpan(span);
}

function isAbort(error: unknown, signal: Signal): boolean {
  const { name } = (error ?? {}) as Failure;
  return (
    name === 'AbortError' || (signal?.aborted === true && error === signal.reason && name !== 'TimeoutError')
  );
}

/** `fetch failed` says nothing; its cause, with a code such as `ECONNREFUSED`, does. */
function failStatus(span: Span, error: unknown): void {
  const { name, message = String(error), code, cause } = (error ?? {}) as Failure;
  const type = error instanceof DOMException ? name : errorType(error);
  const why = cause?.message ? `: ${cause.message}` : '';
  const known = [cause?.code, code].find((it) => typeof it === 'string');
  span.fail(known ?? String(type), message + why);
}

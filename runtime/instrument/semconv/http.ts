import { env } from '../../config/env.ts';
import type { Span } from '../../trace/span.ts';

/** RFC 9110, PATCH (RFC 5789) and QUERY, as the semantic conventions know them. */
const KNOWN = 'CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,QUERY,TRACE';
const OTHER = '_OTHER';

let known: ReadonlySet<string> | undefined;

/** `http.request.method`: the method where it is known, else `_OTHER`. */
function knownMethod(sent: string): string {
  known ??= new Set((env('OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS') ?? KNOWN).split(','));
  return known.has(sent) ? sent : OTHER;
}

/** A span's name without a route: the method, or `HTTP` for one that is not known. */
export const httpSpanName = (sent: string): string => (knownMethod(sent) === OTHER ? 'HTTP' : sent);

export function setHttpMethod(span: Span, sent: string): void {
  const method = knownMethod(sent);
  span.set('http.request.method', method);
  if (method === OTHER) span.set('http.request.method_original', sent);
}

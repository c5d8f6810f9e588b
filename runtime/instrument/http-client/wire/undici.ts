/** Requests of undici in any copy of it, Node's own `fetch` among them, as its channels tell of them. */
import { settings } from '../../../core/settings.ts';
import { state } from '../../../core/state.ts';
import { isSuppressed, isTracedByOtel } from '../../../platform/otel-suppress.ts';
import type { Span } from '../../../trace/span.ts';
import { Stamp } from '../../call/stamp.ts';
import { isCallOnStack, scopeOf, spanIn } from './caller.ts';
import { type Departure, depart, endArrived, endBroken, isSite } from './depart.ts';

/** What is used of undici's `Request`, versions 5 to 8. */
interface Request {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  /** The Host header, where the program gave one. */
  readonly host?: string | null;
  /** Names and values in turn; text until version 6. */
  readonly headers: readonly unknown[] | string;
  addHeader(name: string, value: string): unknown;
}

export interface UndiciMessage {
  readonly request: Request;
  readonly response?: { readonly statusCode: number };
  readonly error?: unknown;
}

export function undiciCreated({ request }: UndiciMessage): void {
  const scope = scopeOf(request);
  const caller = spanIn(scope);
  const { floor } = state;
  const isIdle = caller === undefined && !settings().recording;
  if (floor === undefined || (isIdle && floor.sent.size === 0) || request.method === 'CONNECT') return;
  const departure = departureOf(request);
  if (departure === undefined) return;
  const known = departure.header('traceparent') !== undefined || (isIdle && scope !== undefined);
  if (!known && !isTheirs(request, caller, scope !== undefined)) return;
  const span = depart(departure, caller);
  if (span?.recording) Stamp.set(request, span);
}

/** Whether the request is proven to be one of `caller`'s, and nobody else traces it. */
function isTheirs(request: Request, caller: Span | undefined, scoped: boolean): boolean {
  if (!isSite(caller) && (isSuppressed() || isTracedByOtel())) return false;
  if (scoped || (caller !== undefined && caller === state.floor?.calling) || isCallOnStack(request))
    return true;
  state.unlinked.caller_unknown++;
  return false;
}

export function undiciAnswered({ request, response }: UndiciMessage): void {
  const span = Stamp.get<Span>(request);
  if (span !== undefined && (response?.statusCode ?? 0) >= 200) endArrived(span, response?.statusCode);
}

export function undiciFailed({ request, error }: UndiciMessage): void {
  const span = Stamp.get<Span>(request);
  if (span !== undefined) endBroken(span, error);
}

function departureOf(request: Request): Departure | undefined {
  const { method, path, origin, host } = request;
  const url = targetOf(String(origin), path);
  if (url === undefined) return undefined;
  return {
    method,
    url,
    host:
      typeof host === 'string' && host !== url.host
        ? (URL.parse(`${url.protocol}//${host}`) ?? undefined)
        : undefined,
    header: (name) => headerIn(request.headers, name),
    add: (name, value) => request.addHeader(name, value),
  };
}

/** A request to a proxy names its target whole. Not `new URL(path, origin)`: `//` would begin another host. */
export const targetOf = (origin: string, path: string): URL | undefined =>
  URL.parse(path.startsWith('/') ? origin + path : path) ?? undefined;

function headerIn(headers: Request['headers'], name: string): unknown {
  if (typeof headers === 'string') return new RegExp(`^${name}: (.*)\r$`, 'im').exec(headers)?.[1];
  for (let at = 0; at < headers.length; at += 2) {
    if (String(headers[at]).toLowerCase() === name) return headers[at + 1];
  }
  return undefined;
}

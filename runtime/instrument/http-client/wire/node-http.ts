/** Requests of `node:http` and `node:https`, as Node's channels tell of them: at once, in their caller's context. */
import { activeSpan } from '../../../core/active-span.ts';
import { settings } from '../../../core/settings.ts';
import { state } from '../../../core/state.ts';
import { isSuppressed } from '../../../platform/otel-suppress.ts';
import type { Span } from '../../../trace/span.ts';
import { Stamp } from '../../call/stamp.ts';
import { type Departure, depart, endArrived, endBroken, isSite } from './depart.ts';
import { targetOf } from './undici.ts';

/** What is used of Node's `ClientRequest`. */
interface Request {
  readonly method: string;
  readonly protocol: string;
  /** Of the connection; the Host header says whom the request is for. */
  readonly host: string;
  readonly path: string;
  readonly headersSent: boolean;
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
  once(event: 'close', listener: () => void): unknown;
}

export interface HttpMessage {
  readonly request: Request;
  readonly response?: { readonly statusCode?: number };
  readonly error?: unknown;
}

export function httpCreated({ request }: HttpMessage): void {
  const caller = activeSpan();
  if ((caller === undefined && !settings().recording) || request.method === 'CONNECT') return;
  if (state.floor?.exporting || (!isSite(caller) && isSuppressed())) return;
  const departure = departureOf(request);
  const span = departure && depart(departure, caller);
  if (!span?.recording) return;
  Stamp.set(request, span);
  // An upgrade, or a request that is destroyed, has neither an answer nor an error.
  request.once('close', () => endArrived(span, undefined));
}

export function httpAnswered({ request, response }: HttpMessage): void {
  const span = Stamp.get<Span>(request);
  if (span !== undefined) endArrived(span, response?.statusCode);
}

export function httpFailed({ request, error }: HttpMessage): void {
  const span = Stamp.get<Span>(request);
  if (span !== undefined) endBroken(span, error);
}

function departureOf(request: Request): Departure | undefined {
  const { method, protocol, host, path, headersSent } = request;
  const named = textOf(request.getHeader('host'));
  const url = targetOf(`${protocol}//${named || bracketed(host)}`, path);
  if (url === undefined) return undefined;
  // Through a proxy the target is whole, and the connection is none of its business.
  const direct = path.startsWith('/') ? URL.parse(`${protocol}//${bracketed(host)}`) : null;
  return {
    method,
    url,
    host: direct !== null && direct.hostname !== url.hostname ? direct : undefined,
    header: (name) => request.getHeader(name),
    add: headersSent ? undefined : (name, value) => request.setHeader(name, value),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const bracketed = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;

/** One request on its way to the wire: what it carries, and the span that it is. */
import { env } from '../../../config/env.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { endSpan } from '../../../core/end-span.ts';
import { settings } from '../../../core/settings.ts';
import { state } from '../../../core/state.ts';
import { startSpan } from '../../../core/tracer.ts';
import { now } from '../../../platform/clock.ts';
import { outgoingHeaders } from '../../../propagation/policy.ts';
import { CLIENT, INTERNAL, isWithin, type Span } from '../../../trace/span.ts';
import { httpSpanName, setHttpMethod } from '../../semconv/http.ts';
import { setServerAddress } from '../../semconv/server-address.ts';
import { redactUrl } from '../../semconv/url-redaction.ts';
import { endFetchFailed } from '../outcome.ts';

export interface Departure {
  readonly method: string;
  /** Where it goes; behind a proxy, where the proxy sends it. */
  readonly url: URL;
  /** The origin that its Host header names, where that is another one. */
  readonly host?: URL | undefined;
  header(name: string): unknown;
  /** undefined: its headers have been sent. */
  readonly add?: ((name: string, value: string) => void) | undefined;
}

/** undefined: nothing of this request is our business, or it is part of a call that has a span. */
export function depart(request: Departure, caller: Span | undefined): Span | undefined {
  if (isRuntimeApi(request.url)) return undefined;
  const given = request.header('traceparent');
  if (typeof given === 'string') return void sentBySite(request, given);
  if (given !== undefined) return undefined;
  const site = isSite(caller) ? caller : undefined;
  if (site !== undefined) countAttempt(site, request);
  const span = site ?? ownSpan(request, caller) ?? caller;
  if (span !== undefined) carry(request, span);
  return span === caller ? undefined : span;
}

/** A call of a site that runs: what it sends is an tryOrReport of it, and no span of its own. */
export const isSite = (span: Span | undefined): span is Span =>
  span !== undefined && span.attempts >= 0 && span.end === 0;

/** What a site sends in its arguments is known by its `traceparent`, whatever the context; baggage is added here. */
function sentBySite(request: Departure, given: string): void {
  const span = state.floor?.sent.get(given);
  if (span === undefined) return; // the caller's own
  if (isSite(span)) countAttempt(span, request);
  const baggage = outgoingHeaders(span, request.url, request.host).find(([name]) => name === 'baggage');
  if (baggage !== undefined && request.header('baggage') === undefined) request.add?.(...baggage);
}

/** The first one is the span itself; a redirect's next hop or a retry is told as an event of it. */
function countAttempt(span: Span, { url }: Departure): void {
  if (span.attempts++ === 0 || !span.recording) return;
  span.events ??= [];
  span.events.push({
    name: 'http.resend',
    time: now(),
    attributes: { 'http.request.resend_count': span.attempts - 1, 'url.full': redactUrl(url) },
  });
}

function ownSpan({ method, url }: Departure, caller: Span | undefined): Span | undefined {
  if (!(caller === undefined ? settings().recording : caller.trace.recording) || isOpaque(caller))
    return undefined;
  const span = startSpan(httpSpanName(method), CLIENT, caller);
  if (!span.recording) return span;
  setHttpMethod(span, method);
  setServerAddress(span, url);
  return span.set('url.full', redactUrl(url));
}

/** What a model's client does inside its call is its own business. */
function isOpaque(span: Span | undefined): boolean {
  for (let at = span; at !== undefined; at = at.parent) {
    if (at.opaque || (isAgent(at) && asksModel(at))) return true;
  }
  return false;
}

const isAgent = ({ kind, attributes }: Span): boolean =>
  kind === INTERNAL && attributes.includes('gen_ai.operation.name');

/** Libraries tell of an agent's steps without running them in a context of their own. */
function asksModel(agent: Span): boolean {
  const { liveSpans, liveCount } = state;
  for (let at = 0; at < liveCount; at++) {
    const span = liveSpans[at];
    if (span?.opaque && isWithin(span, agent)) return true;
  }
  return false;
}

function carry(request: Departure, span: Span): void {
  const headers = outgoingHeaders(span, request.url, request.host);
  if (headers.length === 0) return;
  if (request.add === undefined) return void state.unlinked.headers_sent++;
  for (const [name, value] of headers) if (request.header(name) === undefined) request.add(name, value);
}

export function endArrived(span: Span, status: number | undefined): void {
  if (status !== undefined) {
    span.set('http.response.status_code', status);
    if (status >= 400) span.fail(String(status), '');
  }
  endSpan(span);
}

/** Lambda's own runtime asks it for the next event. */
function isRuntimeApi({ host }: URL): boolean {
  runtimeApi ??= env('AWS_LAMBDA_RUNTIME_API') ?? '';
  return host === runtimeApi;
}

let runtimeApi: string | undefined;

export const endBroken = (span: Span, error: unknown): void =>
  void tryOrReport(() => endFetchFailed(span, error, () => undefined));

/** One call of `fetch` inside a trace: its span, its headers, and what becomes of its promise. */
import { activeSpan, isRecordedBelow, runWithSpan } from '../../core/active-span.ts';
import { tryOrReport, warnOnce } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { startSpan } from '../../core/tracer.ts';
import { isTracedByOtel, suppressOtel } from '../../platform/otel-suppress.ts';
import { isPromise, isWatchable, watchPromise } from '../../platform/watch-promise.ts';
import { carrierOf } from '../../propagation/carrier.ts';
import { outgoingHeaders, reachOf } from '../../propagation/policy.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import { httpSpanName, setHttpMethod } from '../semconv/http.ts';
import { setServerAddress } from '../semconv/server-address.ts';
import { redactUrl } from '../semconv/url-redaction.ts';
import {
  callHeaders,
  callMember,
  type FetchCall,
  readFetchCall,
  sentMethod,
  withChanges,
} from './fetch-arguments.ts';
import { headerIn, withHeaders } from './headers.ts';
import { endFetchAnswered, endFetchFailed } from './outcome.ts';
import { canFollow, followRedirects, showsRedirects } from './redirect.ts';

interface FetchPlan {
  readonly call: FetchCall;
  /** What carries the trace on: a span of the call's own, or the active one where nothing is recorded. */
  readonly span: Span;
  readonly recorded: boolean;
  /** The arguments to send. */
  readonly args: unknown[];
  /** True: redirects are followed here. */
  readonly guarded: boolean;
}

/** Calls `original` once, as its caller did, but for headers of ours. */
export function tracedFetch(original: Callable, self: unknown, args: unknown[]): unknown {
  const plan = tryOrReport(() => {
    const call = readFetchCall(args);
    return call && planFor(call, activeSpan());
  });
  return plan === undefined ? Reflect.apply(original, self, args) : performFetch(plan, original, self);
}

/** undefined: nothing of this call is our business. */
function planFor(call: FetchCall, parent: Span | undefined): FetchPlan | undefined {
  const given = headerIn(callHeaders(call), 'traceparent');
  const recorded = isRecordedBelow(parent);
  if (!recorded && (parent === undefined || isTracedByOtel())) return undefined;
  if (parent !== undefined && given !== undefined && isInner(parent, given)) return undefined;
  const span = recorded ? startClientSpan(call, parent) : (parent as Span);
  const forwarded = given !== undefined && isForwarded(given, span);
  const added = given === undefined || forwarded ? headersFor(call, span, forwarded) : [];
  const guarded = added.some(isBaggage) && followsRedirects(call);
  const headers = added.length > 0 && call.changeable ? withHeaders(callHeaders(call), added) : undefined;
  if (headers === undefined)
    return recorded ? { call, span, recorded, args: [...call.args], guarded: false } : undefined;
  return {
    call,
    span,
    recorded,
    guarded,
    args: withChanges(call, guarded ? { headers, redirect: 'manual' } : { headers }),
  };
}

/** A function of the author's stands in front of the platform's, and the call of that is the traced one. */
const isInner = (parent: Span, given: string): boolean =>
  parent.kind === CLIENT && carrierOf(parent).traceparent === given;

function startClientSpan(call: FetchCall, parent: Span | undefined): Span {
  const method = sentMethod(call);
  const span = startSpan(httpSpanName(method), CLIENT, parent);
  setHttpMethod(span, method);
  setServerAddress(span, call.url);
  return span.set('url.full', redactUrl(call.url));
}

type Pair = readonly [name: string, value: string];

const isBaggage = ([name]: Pair): boolean => name === 'baggage';

/** What came with the request that is being answered and is handed on as it was, by a reverse proxy. */
const isForwarded = (traceparent: string, { trace }: Span): boolean =>
  trace.remoteParentId !== '' && traceparent.slice(3, 52) === `${trace.traceId}-${trace.remoteParentId}`;

function headersFor(call: FetchCall, span: Span, forwarded: boolean): Pair[] {
  const headers: Pair[] = outgoingHeaders(span, call.url);
  if (!headers.some(isBaggage)) return headers;
  const present = headerIn(callHeaders(call), 'baggage') !== undefined;
  const own = present && !forwarded;
  if (!own && (!followsRedirects(call) || canFollow(call))) return headers;
  if (!present) warnUnguarded(call.url.host);
  return headers.filter((header) => !isBaggage(header));
}

/** The platform would follow redirects, with every header, to anybody. */
const followsRedirects = (call: FetchCall): boolean =>
  (callMember(call, 'redirect') ?? 'follow') === 'follow' && showsRedirects();

const warnUnguarded = (host: string): void =>
  warnOnce(
    `baggage (session, user, attributes) is withheld from a request to ${host} whose redirects could leak it; \`redirect: 'manual'\`, or fetch(url, { body }) instead of a Request with a body, would send it`,
  );

type Send = (args: unknown[]) => unknown;

function performFetch(plan: FetchPlan, original: Callable, self: unknown): unknown {
  const { call, span, recorded, args, guarded } = plan;
  const inSpan: Send = (sent) => runWithSpan(span, () => Reflect.apply(original, self, sent));
  const send: Send = recorded && isTracedByOtel() ? (sent) => suppressOtel(() => inSpan(sent)) : inSpan;
  const result = recorded ? startFetch(span, call, () => send(args)) : send(args);
  if (!isPromise(result)) return result;
  const answered = guarded
    ? result.then((response) => followFetch(response as Response, plan, send))
    : result;
  if (recorded) watchAnswer(answered, span, call);
  return answered;
}

/** What is thrown here is thrown to the caller; what is no promise, from a mock, is its answer. */
function startFetch(span: Span, call: FetchCall, send: () => unknown): unknown {
  let result: unknown;
  try {
    result = send();
  } catch (error) {
    endFetchFailed(span, error, () => callMember(call, 'signal'));
    throw error;
  }
  if (!isPromise(result)) endFetchAnswered(span, result);
  return result;
}

/** The caller gets the platform's own promise, unless its redirects are followed here. */
function watchAnswer(answered: Promise<unknown>, span: Span, call: FetchCall): void {
  if (!isWatchable(answered)) return endSpan(span);
  watchPromise(
    answered,
    (response) => endFetchAnswered(span, response),
    (error) => endFetchFailed(span, error, () => callMember(call, 'signal')),
  );
}

function followFetch(response: Response, { call, args }: FetchPlan, send: Send): Promise<Response> {
  const { url, request } = call;
  const [, init, ...rest] = args;
  const again = (input: unknown, changes: RequestInit) =>
    send([input, changes, ...rest]) as Promise<Response>;
  return followRedirects(response, { url, request, init: init as RequestInit }, again, reachOf);
}

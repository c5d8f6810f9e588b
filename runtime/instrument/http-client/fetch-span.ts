/** One call of `fetch` inside a trace: its span, its headers, and what becomes of its promise. */
import { activeSpan, isRecordedBelow, runWithSpan } from '../../core/active-span.ts';
import type { Floor } from '../../core/contracts.ts';
import { tryOrReport, warnOnce } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { state } from '../../core/state.ts';
import { startSpan } from '../../core/tracer.ts';
import { isTracedByOtel, suppressOtel } from '../../platform/otel-suppress.ts';
import { isPromise, isWatchable, watchPromise } from '../../platform/watch-promise.ts';
import { carrierOf } from '../../propagation/carrier.ts';
import { outgoingHeaders, reachOf } from '../../propagation/policy.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import type { SiteText } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
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
  /** In the arguments, where the floor is to know the call by it. */
  readonly traceparent?: string;
}

/** Calls `original` once, as its caller did, but for headers of ours. `site`: '' where the call is a package's. */
export function tracedFetch(original: Callable, self: unknown, args: unknown[], site: SiteText): unknown {
  const plan = tryOrReport(() => {
    const call = readFetchCall(args);
    return call && planFor(call, activeSpan());
  });
  if (plan === undefined) return Reflect.apply(original, self, args);
  if (plan.recorded && site !== '') setCode(plan.span, site);
  return performFetch(plan, original, self);
}

/** undefined: nothing of this call is our business. */
function planFor(call: FetchCall, parent: Span | undefined): FetchPlan | undefined {
  const given = headerIn(callHeaders(call), 'traceparent');
  const recorded = isRecordedBelow(parent);
  if (!recorded && (parent === undefined || isTracedByOtel())) return undefined;
  if (parent !== undefined && given !== undefined && isInner(parent, given)) return undefined;
  const { floor } = state;
  const forwarded = given !== undefined && parent !== undefined && isForwarded(given, parent);
  // A header that is handed on can be replaced in the arguments alone.
  const atWire = !forwarded && floor?.carries(call.init?.dispatcher) === true;
  if (atWire && !recorded) return undefined;
  const span = recorded ? startClientSpan(call, parent) : (parent as Span);
  if (atWire) return { call, span, recorded, args: [...call.args], guarded: false };
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
    ...(floor && added[0] && { traceparent: expectAt(floor, added[0][1], span) }),
  };
}

/** Calls that run at once through a dispatcher of the program's own; the oldest are forgotten then. */
const MOST_SENT = 1_000;

/** The floor finds the span of a request by the `traceparent` in it, whoever sends it and in whatever context. */
function expectAt({ sent }: Floor, traceparent: string, span: Span): string {
  const [oldest] = sent.keys();
  if (oldest !== undefined && sent.size >= MOST_SENT) sent.delete(oldest);
  sent.set(traceparent, span);
  return traceparent;
}

/** A function of the author's stands in front of the platform's, and the call of that is the traced one. */
const isInner = (parent: Span, given: string): boolean =>
  parent.kind === CLIENT && carrierOf(parent).traceparent === given;

function startClientSpan(call: FetchCall, parent: Span | undefined): Span {
  const method = sentMethod(call);
  const span = startSpan(httpSpanName(method), CLIENT, parent);
  setHttpMethod(span, method);
  setServerAddress(span, call.url);
  span.attempts = 0;
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
  // The floor adds it, for each place that a redirect leads to.
  if (state.floor !== undefined && !forwarded) return headers.filter((header) => !isBaggage(header));
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
  const inSpan: Send = (sent) =>
    runWithSpan(span, () => callNow(span, () => Reflect.apply(original, self, sent)));
  const send: Send = recorded && isTracedByOtel() ? (sent) => suppressOtel(() => inSpan(sent)) : inSpan;
  const result = recorded ? startFetch(span, call, () => send(args)) : send(args);
  if (!isPromise(result)) return result;
  const answered = guarded
    ? result.then((response) => followFetch(response as Response, plan, send))
    : result;
  if (recorded) watchAnswer(answered, plan);
  return answered;
}

/** A request that is made while `call` is on the stack is its own. */
function callNow<T>(span: Span, call: () => T): T {
  const { floor } = state;
  if (floor === undefined) return call();
  const outer = floor.calling;
  floor.calling = span;
  try {
    return call();
  } finally {
    floor.calling = outer;
  }
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
function watchAnswer(answered: Promise<unknown>, { span, call, traceparent }: FetchPlan): void {
  if (!isWatchable(answered)) return endSpan(span);
  const forget = (): unknown => traceparent && state.floor?.sent.delete(traceparent);
  watchPromise(
    answered,
    (response) => {
      forget();
      endFetchAnswered(span, response);
    },
    (error) => {
      forget();
      endFetchFailed(span, error, () => callMember(call, 'signal'));
    },
  );
}

function followFetch(response: Response, { call, args }: FetchPlan, send: Send): Promise<Response> {
  const { url, request } = call;
  const [, init, ...rest] = args;
  const again = (input: unknown, changes: RequestInit) =>
    send([input, changes, ...rest]) as Promise<Response>;
  return followRedirects(response, { url, request, init: init as RequestInit }, again, reachOf);
}

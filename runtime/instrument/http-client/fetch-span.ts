/** One call of `fetch` inside a trace: its span, its headers, and what becomes of its promise. */
import { activeSpan, runIn } from '../../core/active-span.ts';
import { attempt, warnOnce } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { settings } from '../../core/settings.ts';
import { startSpan } from '../../core/tracer.ts';
import { isTracedByOtel, suppressOtel } from '../../platform/otel-suppress.ts';
import { watch } from '../../platform/watch-promise.ts';
import { carrierOf } from '../../propagation/carrier.ts';
import { outgoingHeaders, reachOf } from '../../propagation/policy.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import { nameOf, setMethod } from '../semconv/http.ts';
import { setServer } from '../semconv/server-address.ts';
import { redactUrl } from '../semconv/url-redaction.ts';
import { type Call, changed, headersOf, member, readCall, sentMethod } from './fetch-arguments.ts';
import { headerIn, withHeaders } from './headers.ts';
import { endAnswered, endFailed } from './outcome.ts';
import { canFollow, follow, showsRedirects } from './redirect.ts';

interface Plan {
  readonly call: Call;
  /** What carries the trace on: a span of the call's own, or the active one where nothing is recorded. */
  readonly span: Span;
  readonly recorded: boolean;
  /** The arguments to send. */
  readonly args: unknown[];
  /** True: redirects are followed here. */
  readonly guarded: boolean;
}

/** Calls `original` once, as its caller did, but for headers of ours. */
export function traced(original: Callable, self: unknown, args: unknown[]): unknown {
  const plan = attempt(() => {
    const call = readCall(args);
    return call && planFor(call, activeSpan());
  });
  return plan === undefined ? original.apply(self, args) : perform(plan, original, self);
}

/** undefined: nothing of this call is our business. */
function planFor(call: Call, parent: Span | undefined): Plan | undefined {
  const given = headerIn(headersOf(call), 'traceparent');
  const recorded = parent === undefined ? settings().recording : parent.trace.recording;
  if (!recorded && (parent === undefined || isTracedByOtel())) return undefined;
  if (parent !== undefined && given !== undefined && isInner(parent, given)) return undefined;
  const span = recorded ? startClientSpan(call, parent) : (parent as Span);
  const forwarded = given !== undefined && isForwarded(given, span);
  const added = given === undefined || forwarded ? headersFor(call, span, forwarded) : [];
  const guarded = added.some(isBaggage) && followsRedirects(call);
  const headers = added.length > 0 && call.changeable ? withHeaders(headersOf(call), added) : undefined;
  if (headers === undefined)
    return recorded ? { call, span, recorded, args: [...call.args], guarded: false } : undefined;
  return {
    call,
    span,
    recorded,
    guarded,
    args: changed(call, guarded ? { headers, redirect: 'manual' } : { headers }),
  };
}

/** A function of the author's stands in front of the platform's, and the call of that is the traced one. */
const isInner = (parent: Span, given: string): boolean =>
  parent.kind === CLIENT && carrierOf(parent).traceparent === given;

function startClientSpan(call: Call, parent: Span | undefined): Span {
  const method = sentMethod(call);
  const span = startSpan(nameOf(method), CLIENT, parent);
  setMethod(span, method);
  setServer(span, call.url);
  return span.set('url.full', redactUrl(call.url));
}

type Pair = readonly [name: string, value: string];

const isBaggage = ([name]: Pair): boolean => name === 'baggage';

/** What came with the request that is being answered and is handed on as it was, by a reverse proxy. */
const isForwarded = (traceparent: string, { trace }: Span): boolean =>
  trace.remoteParentId !== '' && traceparent.slice(3, 52) === `${trace.traceId}-${trace.remoteParentId}`;

function headersFor(call: Call, span: Span, forwarded: boolean): Pair[] {
  const headers: Pair[] = outgoingHeaders(span, call.url);
  if (!headers.some(isBaggage)) return headers;
  const present = headerIn(headersOf(call), 'baggage') !== undefined;
  const own = present && !forwarded;
  if (!own && (!followsRedirects(call) || canFollow(call))) return headers;
  if (!present) tellUnguarded(call.url.host);
  return headers.filter((header) => !isBaggage(header));
}

/** The platform would follow redirects, with every header, to anybody. */
const followsRedirects = (call: Call): boolean =>
  (member(call, 'redirect') ?? 'follow') === 'follow' && showsRedirects();

const tellUnguarded = (host: string): void =>
  warnOnce(
    `baggage (session, user, attributes) is withheld from a request to ${host} whose redirects could leak it; \`redirect: 'manual'\`, or fetch(url, { body }) instead of a Request with a body, would send it`,
  );

type Send = (args: unknown[]) => unknown;

function perform(plan: Plan, original: Callable, self: unknown): unknown {
  const { call, span, recorded, args, guarded } = plan;
  const inSpan: Send = (sent) => runIn(span, () => original.apply(self, sent));
  const send: Send = recorded && isTracedByOtel() ? (sent) => suppressOtel(() => inSpan(sent)) : inSpan;
  const result = recorded ? begun(span, call, () => send(args)) : send(args);
  if (!(result instanceof Promise)) return result;
  const answered = guarded ? result.then((response) => followed(response, plan, send)) : result;
  if (recorded) watchAnswer(answered, span, call);
  return answered;
}

/** What is thrown here is thrown to the caller; what is no promise, from a mock, is its answer. */
function begun(span: Span, call: Call, send: () => unknown): unknown {
  let result: unknown;
  try {
    result = send();
  } catch (error) {
    endFailed(span, error, () => member(call, 'signal'));
    throw error;
  }
  if (!(result instanceof Promise)) endAnswered(span, result);
  return result;
}

/** The caller gets the platform's own promise, unless its redirects are followed here. */
function watchAnswer(answered: Promise<unknown>, span: Span, call: Call): void {
  if (!Object.isExtensible(answered)) return endSpan(span);
  watch(
    answered,
    (response) => endAnswered(span, response),
    (error) => endFailed(span, error, () => member(call, 'signal')),
  );
}

function followed(response: Response, { call, args }: Plan, send: Send): Promise<Response> {
  const { url, request } = call;
  const [, init, ...rest] = args;
  const again = (input: unknown, changes: RequestInit) =>
    send([input, changes, ...rest]) as Promise<Response>;
  return follow(response, { url, request, init: init as RequestInit }, again, reachOf);
}

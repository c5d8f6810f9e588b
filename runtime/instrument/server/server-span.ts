/** One request and its SERVER span, from the first handler that sees it to the end of its response. */
import { activeSpan } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { settings } from '../../core/settings.ts';
import { adoptRemote, linkTo, startRoot, startSpan } from '../../core/tracer.ts';
import { admitCarrier } from '../../propagation/incoming-policy.ts';
import { failWith } from '../../trace/error.ts';
import type { RemoteContext } from '../../trace/remote-context.ts';
import { INTERNAL, SERVER, type Span } from '../../trace/span.ts';
import type { Trace } from '../../trace/trace.ts';
import { httpSpanName } from '../semconv/http.ts';
import { pathOf, requestCarrier, setRequestAttributes } from './request-attributes.ts';
import type { NodeResponse, RequestMatch } from './request-match.ts';

/** Of a framework that mounts all that it serves at once: `/{*splat}`, `/**`, `*`. */
const CATCH_ALL = /^\/?(?:\{\*\w*\}|\*\*(?::\w*)?|\*\w*)$/;

export class ServerSpan {
  readonly span: Span;
  readonly #meeting: RequestMatch;
  #route: string | undefined;
  /** Asked at the end, of whichever handler came last. */
  #lateRoute: RequestMatch['route'];
  #failure: { readonly error: unknown } | undefined;
  /** Lets a platform that waits for the request's spans go on. */
  #release: ((trace: Trace) => unknown) | undefined;
  #isHeld = false;

  constructor(match: RequestMatch) {
    const { request } = match;
    this.#meeting = match;
    this.#lateRoute = match.route;
    const { remote, linked } = admitCarrier(request, requestCarrier(request));
    this.span = beginServerSpan(httpSpanName(request.method ?? ''), remote);
    if (linked !== undefined) this.span.addLink(linkTo(linked, linked.parentId));
  }

  /** `hold` is asked once, by the first handler: what a platform is told by is among that one's arguments. */
  holdWith(hold: () => ((trace: Trace) => unknown) | undefined): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#release = hold();
  }

  /** Whether it is the same request, which an adapter may have made another object of. */
  is({ request, response }: RequestMatch): boolean {
    const { request: mine, invocation } = this.#meeting;
    if (response !== undefined && !invocation) return false;
    return mine === request || (mine.method === request.method && pathOf(mine) === pathOf(request));
  }

  /** Middleware and hooks know their framework's request, which has its route when a route has matched. */
  hears({ route }: RequestMatch): void {
    this.#lateRoute = route ?? this.#lateRoute;
  }

  /** Of endpoints whose path has no parameters: GraphQL's, a procedure's. */
  learnPath(): void {
    this.learnRoute(pathOf(this.#meeting.request));
  }

  learnRoute(route: string | undefined): void {
    if (!route || route === this.#route || CATCH_ALL.test(route)) return;
    this.#route = route;
    this.span.name = `${httpSpanName(this.#meeting.request.method ?? '')} ${route}`;
    this.span.set('http.route', route);
  }

  /** A handler failed; whether the request did, its response will say. */
  note(error: unknown): void {
    this.#failure = { error };
  }

  /** What catches all that nothing else answered is a framework's own (NestJS: `/v1*path`). */
  #routeAt(status: number | undefined): string | undefined {
    const route = this.#lateRoute?.();
    return status === 404 && route?.includes('*') ? undefined : route;
  }

  end(status: number | undefined): void {
    const { span } = this;
    if (this.#route === undefined) this.learnRoute(tryOrReport(() => this.#routeAt(status)));
    span.set('http.response.status_code', status);
    if (status === undefined ? this.#failure && !isCancellation(this.#failure.error) : status >= 500) {
      if (this.#failure === undefined) span.fail(String(status), '');
      else failWith(span, this.#failure.error);
    }
    endSpan(span);
    this.#release?.(span.trace);
  }
}

function beginServerSpan(name: string, carrier: RemoteContext | undefined): Span {
  const active = activeSpan();
  if (!active?.foreign) {
    // A request that a framework makes of itself, while it answers another one, is a part of that.
    const outer = requestAround(active);
    const isInside = outer !== undefined && (carrier === undefined || cameWith(carrier, outer.span.trace));
    return isInside ? startSpan(name, INTERNAL, active) : startRoot(name, SERVER, carrier);
  }
  // An OpenTelemetry instrumentation has a SERVER span of this request already.
  if (carrier !== undefined) adoptRemote(active, carrier);
  return startSpan(name, INTERNAL, active);
}

/** The headers of the request that is being answered, which a framework hands on with its own. */
const cameWith = ({ traceId, parentId }: RemoteContext, trace: Trace): boolean =>
  traceId === trace.traceId && parentId === trace.remoteParentId;

/** The running request that a span, the active one by default, is a part of. */
export function requestAround(span: Span | undefined = activeSpan()): ServerSpan | undefined {
  for (let at = span; at !== undefined; at = at.parent) {
    const serverSpan = serverSpanAt(at);
    if (serverSpan?.span.end === 0) return serverSpan;
  }
  return undefined;
}

/**
 * An exchange is kept at its request and at its span. A WeakMap would do, at a multiple of the cost of all
 * the rest: V8 visits its entries at every scavenge.
 */
const KEY: unique symbol = Symbol.for('onetrace.1.exchange') as never;
type Tagged = { readonly [KEY]?: ServerSpan };

export const serverSpanAt = (object: object): ServerSpan | undefined => (object as Tagged)[KEY];

export const tagObject = (object: object, serverSpan: ServerSpan): boolean =>
  Reflect.defineProperty(object, KEY, { value: serverSpan, configurable: true });

/** The running exchange that this request belongs to. */
export function serverSpanOf(match: RequestMatch): ServerSpan | undefined {
  const { request } = match;
  const known = serverSpanAt(request) ?? serverSpanAtStream(request) ?? enclosingSpan(match);
  return known?.span.end === 0 ? known : undefined;
}

/** HTTP/2: the stream is known before Node has made a request of it. */
function serverSpanAtStream(request: object): ServerSpan | undefined {
  const { stream } = request as { readonly stream?: object };
  return stream && serverSpanAt(stream);
}

export function startServerSpan(match: RequestMatch): ServerSpan {
  const serverSpan = new ServerSpan(match);
  const { request, response } = match;
  tagObject(request, serverSpan);
  tagObject(serverSpan.span, serverSpan);
  if (settings().recording) {
    if (serverSpan.span.recording) tryOrReport(() => setRequestAttributes(serverSpan.span, request));
    if (response !== undefined) endWith(response, serverSpan);
  }
  return serverSpan;
}

/** An adapter between a server, or Lambda, and a framework made another request of the one that we know. */
function enclosingSpan(match: RequestMatch): ServerSpan | undefined {
  for (let span = activeSpan(); span !== undefined; span = span.parent) {
    const serverSpan = (span as Tagged)[KEY];
    if (serverSpan?.is(match)) {
      tagObject(match.request, serverSpan);
      return serverSpan;
    }
  }
  return undefined;
}

/** `close` follows `finish` on Node's own responses; some stand-ins for them emit only the latter. */
function endWith(response: NodeResponse, serverSpan: ServerSpan): void {
  const end = (): void => {
    response.off('finish', end);
    response.off('close', end);
    serverSpan.end(response.headersSent ? response.statusCode : undefined);
  };
  if (response.writableFinished || response.destroyed) return end();
  response.once('finish', end);
  response.once('close', end);
}

/** The client went away, and the handler's own calls were called off with it. */
export const isCancellation = (error: unknown): boolean =>
  tryOrReport(() => (error as Error).name) === 'AbortError';

/** One request and its SERVER span, from the first handler that sees it to the end of its response. */
import { activeSpan } from '../../core/active-span.ts';
import { attempt } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { settings } from '../../core/settings.ts';
import { adopt, startRoot, startSpan } from '../../core/tracer.ts';
import { failWith } from '../../trace/error.ts';
import type { Remote } from '../../trace/remote-context.ts';
import { INTERNAL, SERVER, type Span } from '../../trace/span.ts';
import type { Trace } from '../../trace/trace.ts';
import { nameOf } from '../semconv/http.ts';
import { carrierIn, describe, pathOf } from './request-attributes.ts';
import type { Meeting, NodeResponse } from './request-match.ts';

export class Exchange {
  readonly span: Span;
  readonly #meeting: Meeting;
  #route: string | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Lets a platform that waits for the request's spans go on. */
  readonly #release: ((trace: Trace) => unknown) | undefined;

  constructor(meeting: Meeting, release: ((trace: Trace) => unknown) | undefined) {
    const { request } = meeting;
    this.#meeting = meeting;
    this.#release = release;
    this.span = beginSpan(nameOf(request.method ?? ''), carrierIn(request));
  }

  /** Whether it is the same request, which an adapter may have made another object of. */
  is({ request, response }: Meeting): boolean {
    const { request: mine, invocation } = this.#meeting;
    if (response !== undefined && !invocation) return false;
    return mine === request || (mine.method === request.method && pathOf(mine) === pathOf(request));
  }

  learnRoute(route: string | undefined): void {
    if (!route || route === this.#route) return;
    this.#route = route;
    this.span.name = `${nameOf(this.#meeting.request.method ?? '')} ${route}`;
    this.span.set('http.route', route);
  }

  /** A handler failed; whether the request did, its response will say. */
  note(error: unknown): void {
    this.#failure = { error };
  }

  end(status: number | undefined): void {
    const { span } = this;
    if (this.#route === undefined) this.learnRoute(attempt(() => this.#meeting.route?.()));
    span.set('http.response.status_code', status);
    if (status === undefined ? this.#failure && !isCancel(this.#failure.error) : status >= 500) {
      if (this.#failure === undefined) span.fail(String(status), '');
      else failWith(span, this.#failure.error);
    }
    endSpan(span);
    this.#release?.(span.trace);
  }
}

function beginSpan(name: string, carrier: Remote | undefined): Span {
  const active = activeSpan();
  if (!active?.foreign) return startRoot(name, SERVER, carrier);
  // An OpenTelemetry instrumentation has a SERVER span of this request already.
  if (carrier !== undefined) adopt(active, carrier);
  return startSpan(name, INTERNAL, active);
}

/**
 * An exchange is kept at its request and at its span. A WeakMap would do, at a multiple of the cost of all
 * the rest: V8 visits its entries at every scavenge.
 */
const KEY: unique symbol = Symbol.for('onetrace.1.exchange') as never;
type Tagged = { readonly [KEY]?: Exchange };

const tag = (object: object, exchange: Exchange): boolean =>
  Reflect.defineProperty(object, KEY, { value: exchange, configurable: true });

/** The running exchange that this request belongs to. */
export function exchangeOf(meeting: Meeting): Exchange | undefined {
  const known = (meeting.request as Tagged)[KEY] ?? enclosing(meeting);
  return known?.span.end === 0 ? known : undefined;
}

export function openExchange(meeting: Meeting, release?: (trace: Trace) => unknown): Exchange {
  const exchange = new Exchange(meeting, release);
  const { request, response } = meeting;
  tag(request, exchange);
  tag(exchange.span, exchange);
  if (settings().recording) {
    if (exchange.span.recording) attempt(() => describe(exchange.span, request));
    if (response !== undefined) endWith(response, exchange);
  }
  return exchange;
}

/** An adapter between a server, or Lambda, and a framework made another request of the one that we know. */
function enclosing(meeting: Meeting): Exchange | undefined {
  for (let span = activeSpan(); span !== undefined; span = span.parent) {
    const exchange = (span as Tagged)[KEY];
    if (exchange?.is(meeting)) {
      tag(meeting.request, exchange);
      return exchange;
    }
  }
  return undefined;
}

/** `close` follows `finish` on Node's own responses; some stand-ins for them emit only the latter. */
function endWith(response: NodeResponse, exchange: Exchange): void {
  const end = (): void => {
    response.off('finish', end);
    response.off('close', end);
    exchange.end(response.headersSent ? response.statusCode : undefined);
  };
  if (response.writableFinished || response.destroyed) return end();
  response.once('finish', end);
  response.once('close', end);
}

/** The client went away, and the handler's own calls were called off with it. */
const isCancel = (error: unknown): boolean => attempt(() => (error as Error).name) === 'AbortError';

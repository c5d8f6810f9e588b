/** One request and its SERVER span, from the first handler that sees it to the end of its response. */
import { activeSpan } from '../active.ts';
import { settings } from '../config.ts';
import { failWith } from '../errors.ts';
import { SERVER, type Span } from '../span.ts';
import { endSpan, startRoot } from '../tracer.ts';
import type { Meeting, NodeResponse } from '../wraps/requests/shape.ts';
import { attempt } from './attempt.ts';
import { carrierIn, describe, pathOf } from './incoming.ts';
import { nameOf } from './method.ts';

export class Exchange {
  readonly span: Span;
  readonly #meeting: Meeting;
  #route: string | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(meeting: Meeting) {
    const { request } = meeting;
    this.#meeting = meeting;
    this.span = startRoot(nameOf(request.method ?? ''), SERVER, carrierIn(request));
  }

  /** Whether it is the same request, which an adapter may have made another object of. */
  is({ request }: Meeting): boolean {
    const mine = this.#meeting.request;
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
  }
}

const byRequest = /* @__PURE__ */ new WeakMap<object, Exchange>();
const bySpan = /* @__PURE__ */ new WeakMap<Span, Exchange>();

/** The running exchange that this request belongs to. */
export function exchangeOf(meeting: Meeting): Exchange | undefined {
  const known = byRequest.get(meeting.request) ?? enclosing(meeting);
  return known?.span.end === 0 ? known : undefined;
}

export function openExchange(meeting: Meeting): Exchange {
  const exchange = new Exchange(meeting);
  const { request, response } = meeting;
  byRequest.set(request, exchange);
  bySpan.set(exchange.span, exchange);
  if (settings().recording) {
    attempt(() => describe(exchange.span, request));
    if (response !== undefined) endWith(response, exchange);
  }
  return exchange;
}

/** An adapter between a server and a framework made a web `Request` of the one that we know. */
function enclosing(meeting: Meeting): Exchange | undefined {
  if (meeting.response !== undefined) return undefined;
  for (let span = activeSpan(); span !== undefined; span = span.parent) {
    const exchange = bySpan.get(span);
    if (exchange?.is(meeting)) {
      byRequest.set(meeting.request, exchange);
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

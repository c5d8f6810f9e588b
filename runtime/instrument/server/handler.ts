/**
 * What a handler is when it runs: it looks for a request among its arguments, and runs inside that
 * request's span. Whichever handler, middleware or server listener sees a request first opens the span;
 * those inside run in it and tell the route.
 */
import { activeSpan } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { isProxy } from '../../platform/watch-promise.ts';
import { isWithin, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import type { Operation } from '../call/operation.ts';
import { around, isOneOfAKind } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import { matchRequest } from './match-request.ts';
import type { RequestMatch } from './request-match.ts';
import { endWithResult, endWithThrown } from './response-status.ts';
import {
  requestAround,
  type ServerSpan,
  serverSpanAt,
  serverSpanOf,
  startServerSpan,
} from './server-span.ts';
import { holdOpen } from './wait-until.ts';

/** `(error, request, response, next)`: Express knows its error handlers by their length. */
const ERROR_HANDLER = 4;

export const isErrorHandler = (fn: { readonly length: number }): boolean =>
  !isProxy(fn) && fn.length === ERROR_HANDLER;

const wrappers = /* @__PURE__ */ new WeakMap<Callable, Map<SiteText, Callable>>();

/** `$ot.handler(site, fn)`: one wrapper per function and site; what is no function is returned as it is. */
export function handler<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function' || isErrorHandler(fn)) return fn;
  const original = fn as unknown as Callable;
  if (isOneOfAKind(original)) return fn;
  const bySite = wrappers.get(original) ?? new Map<SiteText, Callable>();
  const wrapper = bySite.get(site) ?? wrapAtSite(site, original);
  wrappers.set(original, bySite.set(site, wrapper));
  return wrapper as T;
}

function wrapAtSite(site: SiteText, original: Callable): Callable {
  nameAs(site, original);
  return around(original, (args) => beginRequest(site, args));
}

/** The language named it for where it stood; now it is our argument. */
export function nameAs(site: SiteText, original: Callable): void {
  const { name } = siteOf(site).facts;
  if (name !== undefined && !isProxy(original) && original.name === '') {
    tryOrReport(() => Object.defineProperty(original, 'name', { value: name }));
  }
}

/**
 * What a handler's call has to do with a request: the span to run in, and what to tell at its end. Never
 * throws; undefined where no argument is a request.
 */
export function beginRequest(site: SiteText, args: ArrayLike<unknown>): Operation | undefined {
  return tryOrReport(() => {
    const match = matchRequest(args);
    return match === undefined ? beginEntry(site) : beginHandler(site, match, args);
  });
}

function beginHandler(site: SiteText, match: RequestMatch, args: ArrayLike<unknown>): Operation {
  const { facts } = siteOf(site);
  const running = serverSpanOf(match) ?? (facts.entry && !match.inner ? requestAround() : undefined);
  // Hooks that run when the answer has been sent.
  const over = running === undefined && match.response && serverSpanAt(match.request);
  if (over) return { span: over.span, settle() {}, fail() {} };
  const serverSpan = running ?? startServerSpan(match);
  serverSpan.holdWith(() => holdRequest(match, args));
  serverSpan.hears(match);
  const route = facts['http.route'];
  // Middleware has neither; what its framework calls a route then is the middleware's own.
  const isMiddleware = route === undefined && facts['http.request.method'] === undefined;
  if (match.routed || !isMiddleware) {
    serverSpan.learnRoute(tryOrReport(() => match.route?.() ?? (route && match.whole?.(route))) ?? route);
  }
  if (!isMiddleware) setCode(serverSpan.span, site);
  return running === undefined ? outermostOperation(serverSpan, match) : nestedOperation(serverSpan);
}

/**
 * What frameworks call for a request that they do not hand over, or hand over as one of their own making
 * (components, actions, loaders), is a part of the request that is being answered.
 */
function beginEntry(site: SiteText): Operation | undefined {
  const { facts } = siteOf(site);
  const route = facts['http.route'];
  const running = facts.entry === undefined ? undefined : requestAround();
  if (running === undefined) return undefined;
  running.learnRoute(route);
  if (route !== undefined) setCode(running.span, site);
  return nestedOperation(running);
}

/** Node's arguments hold nothing open; what is around them may. */
const holdRequest = ({ response }: RequestMatch, args: ArrayLike<unknown>): ReturnType<typeof holdOpen> =>
  settings().recording ? holdOpen(response === undefined ? args : []) : undefined;

function outermostOperation(serverSpan: ServerSpan, { response, status }: RequestMatch): Operation {
  const { span } = serverSpan;
  // Node: the response ends the exchange, whoever sends it.
  if (response !== undefined) return { span, settle() {}, fail: (error) => serverSpan.note(error) };
  return {
    span,
    answers: true,
    settle: (result) => endWithResult(serverSpan, result, status),
    fail: (error) => endWithThrown(serverSpan, error),
  };
}

export const nestedOperation = (serverSpan: ServerSpan): Operation => ({
  span: spanWithin(serverSpan.span),
  settle() {},
  fail: (error) => serverSpan.note(error),
});

/** The active span where it belongs to the exchange; body parsers and queues lose it. */
function spanWithin(span: Span): Span {
  const active = activeSpan();
  return isWithin(active, span) ? (active as Span) : span;
}

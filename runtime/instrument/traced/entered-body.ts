/** Bodies that asked for a span of their own: `"use trace"`, and `@traced`, compiled away. */
import { activeSpan } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { startSpan } from '../../core/tracer.ts';
import type { Attributes } from '../../trace/attribute.ts';
import { INTERNAL, KINDS, type KindName, type Span } from '../../trace/span.ts';
import { openScope, type Scope } from '../call/body-scope.ts';
import { type Operation, spanOperation } from '../call/operation.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import { beginRequest } from '../server/handler.ts';
import { matchRequest } from '../server/match-request.ts';
import { requestCarrier } from '../server/request-attributes.ts';

/** What `@traced` may say of its spans. */
export interface TracedOptions {
  /** Default: `Class.method`. */
  readonly name?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** Default `internal`. */
  readonly kind?: KindName | undefined;
}

/** Enters the body of a function; see `Scope`. */
export function enterBody(site: SiteText, kind: number): Scope {
  const span = startTraced(tracedName(site), siteOptions(site));
  setCode(span, site);
  return openScope(spanOperation(span), kind);
}

/** Enters the body of a method, which may be given the request that it answers. */
export function enterTraced(site: SiteText, kind: number, args: ArrayLike<unknown> = []): Scope {
  const operation = tracedOperation(tracedName(site), siteOptions(site), args);
  setCode(operation.span, site);
  return openScope(operation, kind);
}

/** One call of a method with these arguments, as `Class.method` or what its options say. */
export function tracedOperation(name: string, options: TracedOptions, args: ArrayLike<unknown>): Operation {
  const request = requestOperation(args, options.kind === 'server');
  if (request === undefined) return spanOperation(startTraced(name, options));
  return bothOperations(spanOperation(startTraced(name, options, request.span)), request);
}

/**
 * The request that a method answers outside of any span. A web `Request` alone could as well be one that
 * the method is to send: it has come when it brings a carrier, or when the method says that it serves.
 */
function requestOperation(args: ArrayLike<unknown>, serves: boolean): Operation | undefined {
  if (activeSpan() !== undefined) return undefined;
  const hasCome = tryOrReport(() => {
    const match = matchRequest(args);
    return match && (serves || match.response !== undefined || requestCarrier(match.request) !== undefined);
  });
  return hasCome ? beginRequest('', args) : undefined;
}

/** What ends the inner one ends the outer one after it. */
const bothOperations = (inner: Operation, outer: Operation): Operation => ({
  span: inner.span,
  settle(result) {
    inner.settle(result);
    outer.settle(result);
  },
  fail(error) {
    inner.fail(error);
    outer.fail(error);
  },
});

const tracedName = (site: SiteText): string => {
  const { facts, function: name } = siteOf(site);
  return facts.name ?? (name || 'anonymous');
};

/** The server span of the method's request, where it has one, is its parent. */
function startTraced(name: string, { kind = 'internal', attributes }: TracedOptions, parent?: Span): Span {
  const span = startSpan(name, parent === undefined ? KINDS[kind] : INTERNAL, parent);
  span.trace.explicit = true;
  return attributes === undefined ? span : span.setAll(attributes);
}

const known = /* @__PURE__ */ new Map<SiteText, TracedOptions>();
const NONE: TracedOptions = {};

function siteOptions(site: SiteText): TracedOptions {
  const { kind, attributes } = siteOf(site).facts;
  if (kind === undefined && attributes === undefined) return NONE;
  let options = known.get(site);
  if (options === undefined) {
    options = {
      kind: kind as KindName | undefined,
      attributes: tryOrReport(() => JSON.parse(attributes ?? '{}') as Attributes),
    };
    known.set(site, options);
  }
  return options;
}

import { activeSpan } from '../core/active-span.ts';
import { reportInternalError, warnOnce } from '../core/diagnostics.ts';
import { runInSpan } from '../core/run-in-span.ts';
import { linkTo, startRoot, startScope, startSpan } from '../core/tracer.ts';
import { parseCarrier } from '../propagation/carrier.ts';
import { meansCarrier } from '../propagation/not-understood.ts';
import { type AttributeInput, asAttribute } from '../trace/attribute.ts';
import { mergeEntries } from '../trace/baggage.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import { INTERNAL, KINDS, type KindName, type Span } from '../trace/span.ts';
import { generateTraceId } from '../trace/trace-id.ts';

/**
 * What `setBaggage` and `withTrace` read: a JSON carrier string, a bare `traceparent` or W3C baggage
 * string, `Headers`, an object of headers, or a request, event or message that holds one.
 */
export type CarrierInput = string | readonly string[] | object;

export interface WithTraceOptions {
  readonly carrier?: CarrierInput | null | undefined;
  /** A custom trace id, see `generateTraceId`. The carrier's trace wins over it. */
  readonly id?: string | null | undefined;
  /** Of this span alone; what is to travel is set with `setAttribute`. */
  readonly attributes?: Readonly<Record<string, AttributeInput>> | undefined;
  /** Default `internal`. */
  readonly kind?: KindName | undefined;
  /** Carriers of other traces that this one has to do with, such as the other messages of a batch. */
  readonly links?: readonly CarrierInput[] | undefined;
  /** True: another trace, linked to the active one, and not a part of it. */
  readonly root?: boolean | undefined;
}

const OPTIONS = ['carrier', 'id', 'attributes', 'kind', 'links', 'root'];
/** Where a custom id is kept, since the trace id does not show it. */
const CUSTOM_ID = 'onetrace.custom_id';

/**
 * Runs `fn` in a span of its own and returns what it returns; the span ends when `fn` or its promise does,
 * failed where they fail. With a carrier the span belongs to the upstream's trace; without, to the active
 * trace, or to a new one where none is active.
 *
 * @example
 * await Observe.withTrace('process-enrichment', message.traceContext, () => enrich(message.payload));
 * const answer = await Observe.withTrace('nightly', { id: 'order-123', kind: 'consumer' }, () => run());
 * Observe.withTrace('parse', () => parse(text));
 */
export function withTrace<T>(name: string, fn: () => T): T;
export function withTrace<T>(
  name: string,
  carrier: WithTraceOptions | CarrierInput | null | undefined,
  fn: () => T,
): T;
export function withTrace<T>(
  name: string,
  carrier: WithTraceOptions | CarrierInput | null | undefined | (() => T),
  fn?: () => T,
): T {
  if (fn === undefined) return runInSpan(openTrace(name, null), carrier as () => T);
  return runInSpan(openTrace(name, carrier), fn);
}

/** The span that `withTrace` runs in, not yet active; never throws. */
export function openTrace(name: string, carrier: WithTraceOptions | CarrierInput | null | undefined): Span {
  try {
    return openWith(name, isOptions(carrier) ? carrier : { carrier });
  } catch (error) {
    reportInternalError(error); // a getter or a proxy that throws
    return startSpan(name, INTERNAL);
  }
}

function isOptions(input: unknown): input is WithTraceOptions {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const keys = Object.keys(input);
  return keys.length > 0 && keys.every((key) => OPTIONS.includes(key));
}

function openWith(name: string, options: WithTraceOptions): Span {
  const { id, attributes = {}, links = [] } = options;
  const span = startPlaced(name, options);
  span.trace.explicit = true;
  for (const key of Object.keys(attributes)) span.set(key, asAttribute(attributes[key]));
  span.set(CUSTOM_ID, id || undefined);
  for (const carrier of links) {
    const remote = parseCarrier(carrier);
    if (remote?.traceId) span.addLink(linkTo(remote, remote.parentId));
  }
  return span;
}

function startPlaced(name: string, { carrier, id, kind = 'internal', root }: WithTraceOptions): Span {
  const active = activeSpan();
  const remote = parseCarrier(carrier);
  if (remote === undefined && carrier && meansCarrier(carrier))
    warnOnce(
      'withTrace was given something that is no carrier, or none that can be read; its trace begins here',
    );
  const traceId = remote?.traceId || (id ? generateTraceId(id) : undefined);
  if (active === undefined) {
    return remote === undefined && traceId === undefined
      ? startSpan(name, KINDS[kind])
      : startRoot(name, KINDS[kind], remote, traceId);
  }
  if (root || (traceId !== undefined && traceId !== active.trace.traceId)) {
    return linkBeside(active, startRoot(name, KINDS[kind], remote, traceId), remote);
  }
  const span = startScope(name, KINDS[kind], active);
  mergeEntries(span.baggage, remote?.entries ?? []);
  return span;
}

/** Another trace keeps session and user, unless it brought its own. */
function linkBeside(active: Span, span: Span, remote: RemoteContext | undefined): Span {
  if (!remote?.traceId) {
    mergeEntries(span.baggage, active.baggage.entries);
    mergeEntries(span.baggage, remote?.entries ?? []);
  }
  return active.recording ? span.addLink(linkTo(active.trace, active.spanId)) : span;
}

/** The explicit API. Every function is also a plain export; none of them throws. */
import { activeSpan } from '../core/active-span.ts';
import { tryOrReport, warnOnce } from '../core/diagnostics.ts';
import { adoptRemote } from '../core/tracer.ts';
import { carrierText, parseCarrier } from '../propagation/carrier.ts';
import { type AttributeInput, type AttributeValue, asAttribute } from '../trace/attribute.ts';
import { fitsBaggage, setEntry } from '../trace/baggage.ts';
import type { Span } from '../trace/span.ts';
import { generateTraceId } from '../trace/trace-id.ts';
import { flush, init, shutdown, stats } from './lifecycle.ts';
import { type CarrierInput, withTrace } from './with-trace.ts';

/**
 * Keys that a trace commonly carries, by the names of the semantic conventions. Any other key will do; to have
 * yours checked and completed, add them to {@link TraceAttributeValues}.
 *
 * @example
 * Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, request.session.id);
 */
export const TraceAttribute = {
  /** `session.id`: what one person does in one sitting. */
  SESSION_ID: 'session.id',
  /** `user.id`: who is served, by an id and not by a name. */
  USER_ID: 'user.id',
  /** `gen_ai.conversation.id`: the thread or chat that a message belongs to. */
  CONVERSATION_ID: 'gen_ai.conversation.id',
  /** `gen_ai.agent.name` */
  AGENT_NAME: 'gen_ai.agent.name',
  /** `tenant.id`: the customer whose data is worked on. */
  TENANT_ID: 'tenant.id',
  /** `deployment.environment.name`: `production`, `staging`. */
  ENVIRONMENT: 'deployment.environment.name',
  /** `service.version` */
  VERSION: 'service.version',
  /** `tags`: a list of words to filter by. */
  TAGS: 'tags',
} as const;

/**
 * Keys of your own with the types of their values, for `setAttribute`.
 *
 * @example
 * declare module 'onetrace' {
 *   interface TraceAttributeValues { 'order.id': string; 'order.items': number }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface TraceAttributeValues {}

type KnownKey = keyof TraceAttributeValues | (typeof TraceAttribute)[keyof typeof TraceAttribute];

/** The type that a program gave the key, else anything that makes an attribute. */
export type ValueOf<Key> = Key extends keyof TraceAttributeValues
  ? TraceAttributeValues[Key] | null | undefined
  : AttributeInput;

/**
 * The active span's carrier as JSON text, `{"traceparent":"00-…","baggage":"…"}` (and `tracestate` where
 * there is one), or '' outside any span.
 *
 * @example
 * queue.publish({ payload, traceContext: Observe.getBaggage() });
 */
export function getBaggage(): string {
  const span = activeSpan();
  if (span === undefined) return '';
  span.trace.explicit = true;
  return carrierText(span);
}

/**
 * Links the running local trace to an upstream: every span of it, those that have ended too, moves under
 * the upstream's trace id, and what the carrier's baggage holds is put on the spans of this scope. Without
 * an active span it warns once and does nothing; `withTrace` makes one.
 *
 * @example
 * Observe.setBaggage(request.headers['x-trace-context']);
 */
export function setBaggage(carrier: CarrierInput | null | undefined): void {
  const span = activeFor('setBaggage');
  if (span === undefined) return;
  const remote = parseCarrier(carrier);
  if (remote !== undefined) adoptRemote(span, remote);
  else if (carrier) warnOnce('setBaggage was given something that is no carrier');
}

/**
 * Sets an attribute of the active scope (a `withTrace` or a handler): it is put on every span of the
 * scope and travels in baggage to every service after it. Dates and URLs are text, lists travel and other
 * objects are set as JSON text; bytes stay on the active span. Without an active span it warns once and does
 * nothing.
 *
 * @example
 * Observe.setAttribute(Observe.TraceAttribute.USER_ID, user.id);
 * Observe.setAttribute('cart', { items: 3, total: 12.5 });
 */
export function setAttribute<Key extends string>(key: Key | KnownKey, input: ValueOf<Key>): void {
  const span = activeFor('setAttribute');
  if (span === undefined) return;
  const value = tryOrReport(() => asAttribute(input as AttributeInput));
  if (value === undefined || value === null) return;
  if (value instanceof Uint8Array) span.set(key, value);
  else if (tryOrReport(() => fitsBaggage(span.baggage, String(key), value)))
    setEntry(span.baggage, [String(key), value, '']);
  else keepOnSpan(span, String(key), value);
  // A span that an SDK ends does not ask its scope.
  for (let at: Span | undefined = span; at?.baggage === span.baggage; at = at.parent) {
    if (at.foreign) at.set(key, value);
  }
}

function keepOnSpan(span: Span, key: string, value: AttributeValue): void {
  span.set(key, value);
  warnOnce(
    `setAttribute('${key.slice(0, 100)}') is too large to ride along (4,096 characters, 128 keys): it is on the active span only`,
    'too large to ride along',
  );
}

function activeFor(call: string): Span | undefined {
  const span = activeSpan();
  if (span === undefined) warnOnce(`${call} outside a traced context does nothing; use withTrace`);
  else span.trace.explicit = true;
  return span;
}

/**
 * The active trace's id, 32 lower-case hex digits; undefined outside any span.
 *
 * @example
 * response.setHeader('x-trace-id', Observe.getTraceId() ?? '');
 */
export function getTraceId(): string | undefined {
  const trace = activeSpan()?.trace;
  if (trace !== undefined) trace.explicit = true;
  return trace?.traceId;
}

/**
 * The explicit API, as one object; every function is exported by its plain name, too. None of them throws.
 *
 * @example
 * import { Observe } from 'onetrace';
 *
 * await Observe.init({ serviceName: 'checkout', endpoint: 'http://localhost:4318' });
 * Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, session.id);
 */
export const Observe: {
  readonly init: typeof init;
  readonly getBaggage: typeof getBaggage;
  readonly setBaggage: typeof setBaggage;
  readonly withTrace: typeof withTrace;
  readonly setAttribute: typeof setAttribute;
  readonly TraceAttribute: typeof TraceAttribute;
  readonly getTraceId: typeof getTraceId;
  readonly generateTraceId: typeof generateTraceId;
  readonly flush: typeof flush;
  readonly shutdown: typeof shutdown;
  readonly stats: typeof stats;
} = {
  init,
  getBaggage,
  setBaggage,
  withTrace,
  setAttribute,
  TraceAttribute,
  getTraceId,
  generateTraceId,
  flush,
  shutdown,
  stats,
};

/** A call that sends messages: a PRODUCER span, whose carrier travels in each of them. */
import { activeSpan } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { startSpan } from '../../core/tracer.ts';
import { messageFields, type QueueTarget } from '../../propagation/queue-policy.ts';
import { PRODUCER, type Span } from '../../trace/span.ts';
import { isFunction, keepContext } from '../boundary/keep.ts';
import type { Callable } from '../call/helper.ts';
import { spanOperation } from '../call/operation.ts';
import { run } from '../call/run-work.ts';
import type { SiteText } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import { setMessaging } from '../semconv/messaging.ts';
import type { CarrierFields, Outgoing } from './client.ts';

export interface SendCall {
  readonly system: string;
  readonly site: SiteText;
  readonly method: Callable;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** Whether a call here sends a carrier at all: nothing is configured and nothing came in, or a client's own business. */
export function sendsCarrier(): boolean {
  const parent = activeSpan();
  return parent === undefined ? settings().recording : !parent.opaque;
}

export function sendMessages(call: SendCall, outgoing: Outgoing): unknown {
  const { self, args } = call;
  let { method } = call;
  const span = settings().recording ? tryOrReport(() => startSend(call, outgoing)) : activeSpan();
  if (span === undefined) return method.apply(self, [...args]);
  const fields = tryOrReport(() => messageFields(span, outgoing)) ?? [];
  const given = tryOrReport(() => outgoing.carry(fields)) ?? args;
  if (outgoing.within !== undefined) method = callWithin(call.method, fields, outgoing);
  if (!settings().recording) return method.apply(self, [...given]);
  // A callback of the program's own is not the client's business.
  const callback = given.at(-1);
  const kept = isFunction(callback) ? given.with(-1, keepContext(callback)) : [...given];
  return run(method, self, kept, spanOperation(span));
}

const callWithin = (method: Callable, fields: CarrierFields, { within }: Outgoing): Callable =>
  function (this: unknown, ...args) {
    return within?.(fields, () => Reflect.apply(method, this, args));
  };

function startSend({ system, site }: SendCall, { destination, count, attributes = {} }: Outgoing): Span {
  const span = startSpan(`send ${destination}`, PRODUCER);
  span.opaque = true; // what the client does to send, over HTTP for example, is no span of the program's
  setMessaging(span, { system, operation: 'send', destination, count }).setAll(attributes);
  setCode(span, site);
  return span;
}

/** The fields for a message that another call sends: of the active span, which makes it. */
export function spanFields(target: QueueTarget): CarrierFields {
  const span = sendsCarrier() ? activeSpan() : undefined;
  return span === undefined ? [] : messageFields(span, target);
}

/** A message, or a batch of them, that a consumer is given: a CONSUMER span in its sender's trace. */
import { activeSpan } from '../../core/active-span.ts';
import { BLANK } from '../../core/context/deferred-span.ts';
import { tryOrReport, warnOnce } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { linkTo, startRoot } from '../../core/tracer.ts';
import { parseCarrier } from '../../propagation/carrier.ts';
import { mergeEntries } from '../../trace/baggage.ts';
import type { RemoteContext } from '../../trace/remote-context.ts';
import { CONSUMER, type Span } from '../../trace/span.ts';
import { asListener } from '../boundary/entry.ts';
import { isFunction } from '../boundary/keep.ts';
import { tickWork } from '../boundary/tick.ts';
import type { Callable } from '../call/helper.ts';
import { type Operation, spanOperation } from '../call/operation.ts';
import { run } from '../call/run-work.ts';
import type { SiteText } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import { setMessaging } from '../semconv/messaging.ts';
import type { Delivery, ReadDelivery } from './client.ts';
import { distinctSpans, sharedTrace } from './senders.ts';

/** Nobody's: what is no message, or brings nothing while nothing is recorded. */
const NOBODY: Operation = { span: BLANK, settle() {}, fail() {} };

/** A callback that is given messages; it begins with its message's context, or none. */
export function asConsumer(system: string, site: SiteText, fn: Callable, read: ReadDelivery): Callable {
  const { consumer } = {
    consumer(this: unknown, ...args: unknown[]) {
      const delivery = tryOrReport(() => read(args));
      const work = (delivery && tryOrReport(() => beginDelivery(system, site, delivery))) ?? NOBODY;
      const at = delivery?.done;
      const done = at === undefined || fn.length <= at ? undefined : args[at];
      if (at === undefined || !isFunction(done)) return run(fn, this, args, work);
      const given = args.with(at, endsWith(work, done));
      return run(fn, this, given, { ...work, span: work.span, settle() {} });
    },
  };
  return asListener(consumer, fn);
}

/** A consumer that takes a callback is done when it calls that, and not when it returns. */
const endsWith = ({ settle, fail }: Operation, done: Callable): Callable =>
  function (this: unknown, ...args) {
    if (args[0] == null) settle(undefined);
    else fail(args[0]);
    return Reflect.apply(done, this, args);
  };

export function beginDelivery(system: string, site: SiteText, delivery: Delivery): Operation {
  const { schedule } = delivery;
  if (schedule !== undefined) return tickWork(site, schedule);
  const remotes = delivery.carriers.map(parseCarrier).filter((it) => it !== undefined);
  if (remotes.length === 0 && !settings().recording) return NOBODY;
  const span = startDelivery(system, delivery, remotes);
  const { destination, isBatch, carriers, attributes = {} } = delivery;
  const count = isBatch ? carriers.length : undefined;
  setMessaging(span, { system, operation: 'process', destination, count }).setAll(attributes);
  setCode(span, site);
  return spanOperation(span);
}

function startDelivery(system: string, delivery: Delivery, remotes: readonly RemoteContext[]): Span {
  const { destination } = delivery;
  const name = `process ${destination}`;
  const one = sharedTrace(remotes);
  const isLinked = one === undefined || choiceFor(system, delivery) === 'link';
  const span = startRoot(name, CONSUMER, isLinked ? undefined : one);
  // Another trace of the same session.
  if (isLinked && one !== undefined) mergeEntries(span.baggage, one.entries);
  for (const remote of distinctSpans(remotes)) {
    if (isLinked || remote.parentId !== one.parentId) span.addLink(linkTo(remote, remote.parentId));
  }
  const ambient = activeSpan();
  if (ambient?.end === 0 && ambient.recording && ambient.trace.traceId !== span.trace.traceId)
    span.addLink(linkTo(ambient.trace, ambient.spanId));
  return span;
}

function choiceFor(system: string, { destination, message }: Delivery): 'continue' | 'link' {
  const { messages } = settings();
  if (typeof messages !== 'function') return messages;
  const choice = tryOrReport(() => messages({ system, destination, message }));
  if (choice === 'continue' || choice === 'link') return choice;
  warnOnce("init({ messages }) gave neither 'continue' nor 'link' for a message; its trace goes on");
  return 'continue';
}

/**
 * Inngest: an event's carrier is in its `user`, which the platform hands on beside `data`, where the program has set
 * no user of its own. A function, and each of its steps, is a span in the trace of its event; steps are run by the
 * engine's loop, and keep the context of their call.
 */

import { settings } from '../../../core/settings.ts';
import { endSpan, startSpan } from '../../../core/tracer.ts';
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { failWith } from '../../../trace/error.ts';
import { INTERNAL } from '../../../trace/span.ts';
import { isFunction, keepContext } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import { run } from '../../call/run-work.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { lastConsumes } from '../registers.ts';

export const inngest: Helper = /* @__PURE__ */ messaging({
  system: 'inngest',
  isClient: (self) => isFunction(fieldsOf(self).createFunction) || isFunction(fieldsOf(self).sleepUntil),
  sends: { send: (call) => send(call, 0), sendEvent: (call) => send(call, 1) },
  registers: {
    createFunction: ({ args }, consumer) => lastConsumes(args, consumer, ([context]) => readEvents(context)),
    run: ({ args }) =>
      withArgument(args, 1, stepOf(textOf(args[0]) || textOf(fieldsOf(args[0]).id), args[1])),
  },
});

function send({ args }: MessageCall, at: number): Outgoing | undefined {
  const payload = args[at];
  const events = Array.isArray(payload) ? payload : [payload];
  const name = textOf(fieldsOf(events[0]).name);
  if (name === '') return undefined;
  const carried = (fields: CarrierFields): unknown[] => events.map((event) => withUser(event, fields));
  return {
    destination: name,
    count: events.length > 1 ? events.length : undefined,
    carry: (fields) => withArgument(args, at, Array.isArray(payload) ? carried(fields) : carried(fields)[0]),
  };
}

const withUser = (event: unknown, fields: CarrierFields): unknown =>
  fieldsOf(event).user === undefined ? { ...fieldsOf(event), user: Object.fromEntries(fields) } : event;

function readEvents(context: unknown): Delivery {
  const { event, events, runId } = fieldsOf(context);
  const all = listOf(events).length > 0 ? listOf(events) : [event];
  return {
    destination: textOf(fieldsOf(event).name),
    carriers: all.map((it) => fieldsOf(it).user),
    isBatch: all.length > 1,
    message: all.length > 1 ? all : event,
    attributes: { 'inngest.run_id': textOf(runId) || undefined },
  };
}

/** A step's function: it is called at most once a run, and not where its result is known. */
function stepOf(id: string, fn: unknown): unknown {
  if (!isFunction(fn)) return fn;
  if (!settings().recording) return keepContext(fn);
  return keepContext(function step(this: unknown, ...args: unknown[]) {
    const span = startSpan(`step ${id}`, INTERNAL).set('inngest.step.id', id);
    return run(fn, this, args, {
      span,
      settle: () => endSpan(span),
      fail(error) {
        failWith(span, error);
        endSpan(span);
      },
    });
  });
}

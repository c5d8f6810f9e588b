/**
 * Services whose messages are only what they are sent: EventBridge's `Detail`, the bodies of Cloudflare's queues, the
 * payloads of Trigger.dev. Who consumes them reads their member (`propagation/carrier.ts`).
 */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { AsConsumer, MessageCall, Outgoing } from '../client.ts';
import { withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { payloadSend, payloadsCarry, takeMember, withMember } from '../payload.ts';
import { withInput } from './sqs/received-attributes.ts';

export const eventBridge: Helper = /* @__PURE__ */ messaging({
  system: 'aws_eventbridge',
  sends: {
    send: ({ args }) => {
      const [command] = args;
      const events = putEvents(fieldsOf(command).input);
      return (
        events && {
          ...events,
          carry: (fields) => withArgument(args, 0, withInput(command as object, events.carry(fields)[0])),
        }
      );
    },
    putEvents: ({ args }) => {
      const events = putEvents(args[0]);
      return events && { ...events, carry: (fields) => [...events.carry(fields), ...args.slice(1)] };
    },
  },
});

function putEvents(input: unknown): Outgoing | undefined {
  const entries = listOf(fieldsOf(input).Entries).map(fieldsOf);
  if (entries.length === 0 || !payloadsCarry('EventBridge')) return undefined;
  return {
    destination: textOf(entries[0]?.EventBusName).split('/').at(-1) || 'default',
    host: 'events.amazonaws.com',
    count: entries.length > 1 ? entries.length : undefined,
    carry: (fields) => [
      {
        ...fieldsOf(input),
        Entries: entries.map((it) => ({ ...it, Detail: withMember(it.Detail, fields) })),
      },
    ],
  };
}

/** A binding of a Worker, which looks like any `queue.send(body)`. */
export const cloudflareQueue: Helper = /* @__PURE__ */ messaging({
  system: 'cloudflare_queues',
  each(message) {
    const { id, body } = fieldsOf(message);
    return {
      destination: '',
      carriers: [takeMember(body) ?? body],
      message,
      attributes: { 'messaging.message.id': textOf(id) || undefined },
    };
  },
  isClient: (self) => isFunction(fieldsOf(self).send) && isFunction(fieldsOf(self).sendBatch),
  sends: {
    send: (call) => payloadSend(call, 0, { client: "Cloudflare's queues", destination: 'queue' }),
    sendBatch: ({ args }) => {
      const messages = [...((args[0] ?? []) as Iterable<unknown>)].map(fieldsOf);
      if (messages.length === 0 || !payloadsCarry("Cloudflare's queues")) return undefined;
      return {
        destination: 'queue',
        count: messages.length,
        carry: (fields) =>
          withArgument(
            args,
            0,
            messages.map((it) => ({ ...it, body: withMember(it.body, fields) })),
          ),
      };
    },
  },
});

/** `task.trigger(payload)`, `tasks.trigger(id, payload)`, and `task({ id, run })`. */
export const triggerDev: Helper = /* @__PURE__ */ messaging({
  system: 'trigger.dev',
  sends: { trigger, triggerAndWait: trigger },
  values: { task: asTask, schemaTask: asTask, 'schedules.task': asTask },
});

function trigger(call: MessageCall): Outgoing | undefined {
  const [first] = call.args;
  const at = typeof first === 'string' ? 1 : 0;
  const { id } = fieldsOf(call.self);
  return payloadSend(call, at, { client: 'Trigger.dev', destination: textOf(first) || textOf(id) || 'task' });
}

function asTask(options: unknown, consumer: AsConsumer): unknown {
  const { id, run } = fieldsOf(options);
  if (!isFunction(run)) return options;
  const read = consumer(run, ([payload, context]) => ({
    destination: textOf(id),
    carriers: [takeMember(payload)],
    message: payload,
    attributes: {
      'messaging.message.id': textOf(fieldsOf(fieldsOf(fieldsOf(context).ctx).run).id) || undefined,
    },
  }));
  return { ...fieldsOf(options), run: read };
}

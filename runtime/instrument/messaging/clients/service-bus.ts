/**
 * Azure Service Bus and Event Hubs: a message's carrier is among its application properties, under the names of the
 * conventions and as `Diagnostic-Id`, which Azure's own clients read.
 */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { AsConsumer, CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument, withHeaders } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { spanFields } from '../send.ts';

const named = (self: unknown): string => {
  const { entityPath, _entityPath, eventHubName, _eventHubName } = fieldsOf(self);
  return [entityPath, _entityPath, eventHubName, _eventHubName].map(textOf).find((it) => it !== '') ?? '';
};

const propertiesOf = (fields: CarrierFields): CarrierFields => [
  ...fields,
  ...fields.slice(0, 1).map(([, traceparent]) => ['Diagnostic-Id', traceparent] as const),
];

const isMessage = (value: unknown): boolean => fieldsOf(value).body !== undefined;

/** Events hold `properties`, messages `applicationProperties`. */
const messageWith = (message: unknown, fields: CarrierFields, key: string): unknown =>
  isMessage(message) ? withHeaders(message, key, propertiesOf(fields)) : message;

const sending =
  (key: string) =>
  ({ self, args }: MessageCall): Outgoing => {
    const [given] = args;
    return {
      destination: named(self),
      host: textOf(fieldsOf(fieldsOf(fieldsOf(self)._context).config).host) || undefined,
      count: Array.isArray(given) ? given.length : (fieldsOf(given).count as number | undefined),
      carry: (fields) =>
        withArgument(
          args,
          0,
          Array.isArray(given)
            ? given.map((it) => messageWith(it, fields, key))
            : messageWith(given, fields, key),
        ),
    };
  };

/** What is put into a batch, which is sent as it is. */
const adding =
  (key: string) =>
  ({ args, self }: MessageCall): readonly unknown[] =>
    withArgument(args, 0, messageWith(args[0], spanFields({ destination: named(self) }), key));

const HANDLERS = ['processMessage', 'processEvents'];

function subscribe({ self, args }: MessageCall, consumer: AsConsumer): readonly unknown[] {
  const at = args.findIndex((it) => HANDLERS.some((name) => isFunction(fieldsOf(it)[name])));
  if (at === -1) return args;
  const handlers = fieldsOf(args[at]);
  const { processMessage, processEvents } = handlers;
  const destination = named(self);
  return withArgument(args, at, {
    ...handlers,
    ...(isFunction(processMessage) && {
      processMessage: consumer(processMessage.bind(handlers), ([it]) => readMessage(it, destination)),
    }),
    ...(isFunction(processEvents) && {
      processEvents: consumer(processEvents.bind(handlers), ([events, context]) =>
        readEvents(listOf(events), textOf(fieldsOf(context).eventHubName) || destination),
      ),
    }),
  });
}

export const serviceBus: Helper = /* @__PURE__ */ messaging({
  system: 'servicebus',
  sends: {
    sendMessages: sending('applicationProperties'),
    scheduleMessages: sending('applicationProperties'),
    sendBatch: sending('properties'),
    enqueueEvent: sending('properties'),
  },
  prepares: { tryAddMessage: adding('applicationProperties'), tryAdd: adding('properties') },
  registers: { subscribe },
  each(message) {
    const { properties } = fieldsOf(message);
    // An event of Event Hubs.
    return properties === undefined
      ? readMessage(message, 'queue')
      : { destination: '', carriers: [properties], message };
  },
});

function readMessage(message: unknown, destination: string): Delivery {
  const { applicationProperties, messageId, deliveryCount } = fieldsOf(message);
  return {
    destination,
    carriers: [applicationProperties],
    message,
    attributes: {
      'messaging.message.id': messageId === undefined ? undefined : String(messageId),
      'messaging.servicebus.message.delivery_count': Number(deliveryCount) || undefined,
    },
  };
}

/** Event Hubs asks for no work where nothing has come. */
const readEvents = (events: readonly unknown[], destination: string): Delivery | undefined =>
  events.length === 0
    ? undefined
    : { destination, carriers: events.map((it) => fieldsOf(it).properties), isBatch: true, message: events };

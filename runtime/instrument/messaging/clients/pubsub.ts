/**
 * Google Pub/Sub: a message's carrier is among its attributes, under the names of the conventions and under
 * `googclient_traceparent`, which the library's own tracing reads. A value has 1,024 bytes at most.
 */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument, withHeaders } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { listenersFor } from '../registers.ts';

const MOST_LENGTH = 1024;

const topicOf = (self: unknown): string => textOf(fieldsOf(self).name).split('/').at(-1) ?? '';

const attributesOf = (fields: CarrierFields): CarrierFields => [
  ...fields.filter(([, value]) => value.length <= MOST_LENGTH),
  ...fields.slice(0, 1).map(([, traceparent]) => ['googclient_traceparent', traceparent] as const),
];

const outgoing = (call: MessageCall, carry: Outgoing['carry']): Outgoing => ({
  destination: topicOf(call.self),
  host: serviceHost(call.self),
  carry: (fields) => carry(attributesOf(fields)),
});

/** An emulator's, where the client was told of one; else Google's. */
function serviceHost(topic: unknown): string | undefined {
  const { options, isEmulator } = fieldsOf(fieldsOf(topic).pubsub) as Fields;
  return isEmulator === true ? textOf(fieldsOf(options).servicePath) || undefined : 'pubsub.googleapis.com';
}

/** `(data, attributes)`; a callback may stand in the place of the attributes. */
function publishData(call: MessageCall): Outgoing | undefined {
  const [data, attributes, ...rest] = call.args;
  if (isFunction(attributes)) return undefined;
  return outgoing(call, (fields) => [
    data,
    withHeaders({ attributes }, 'attributes', fields).attributes,
    ...rest,
  ]);
}

export const pubsub: Helper = /* @__PURE__ */ messaging({
  system: 'gcp_pubsub',
  isClient: (self) => textOf(fieldsOf(self).name).startsWith('projects/'),
  sends: {
    publishMessage: (call) =>
      outgoing(call, (fields) => withArgument(call.args, 0, withHeaders(call.args[0], 'attributes', fields))),
    publish: publishData,
    publishJSON: publishData,
  },
  registers: listenersFor('message', ([message], self) => readMessage(message, topicOf(self))),
});

function readMessage(message: unknown, destination: string): Delivery {
  const { attributes, id, deliveryAttempt } = fieldsOf(message);
  return {
    destination,
    carriers: [attributes],
    message,
    attributes: {
      'messaging.message.id': textOf(id) || undefined,
      'messaging.gcp_pubsub.message.delivery_attempt': Number(deliveryAttempt) || undefined,
    },
  };
}

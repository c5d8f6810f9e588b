/** Kafka by kafkajs, and by clients of its form: a message's carrier is among its `headers`. */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withHeaders } from '../fields.ts';
import { messaging } from '../messaging.ts';

const SYSTEM = 'kafka';

export const kafkajs: Helper = /* @__PURE__ */ messaging({
  system: SYSTEM,
  isClient: (self) => isFunction(fieldsOf(self).sendBatch) || isFunction(fieldsOf(self).run),
  sends: { send, sendBatch },
  registers: {
    run({ args }, consumer) {
      const { eachMessage, eachBatch, ...rest } = fieldsOf(args[0]);
      const given = {
        ...rest,
        ...(isFunction(eachMessage) && { eachMessage: consumer(eachMessage, readRecord) }),
        ...(isFunction(eachBatch) && { eachBatch: consumer(eachBatch, readBatch) }),
      };
      return [given, ...args.slice(1)];
    },
  },
  each: (message) => ({
    destination: '',
    carriers: [fieldsOf(message).headers],
    message,
    attributes: facts(message),
  }),
});

const withAll = (messages: unknown, fields: CarrierFields): unknown[] =>
  listOf(messages).map((message) => withHeaders(message, 'headers', fields));

const sizeOf = (count: number): number | undefined => (count > 1 ? count : undefined);

function send({ args }: MessageCall): Outgoing {
  const [record] = args;
  const { topic, messages } = fieldsOf(record);
  return {
    destination: textOf(topic),
    count: sizeOf(listOf(messages).length),
    carry: (fields) => [{ ...fieldsOf(record), messages: withAll(messages, fields) }, ...args.slice(1)],
  };
}

function sendBatch({ args }: MessageCall): Outgoing {
  const topics = listOf(fieldsOf(args[0]).topicMessages);
  const names = new Set(topics.map((it) => textOf(fieldsOf(it).topic)));
  const count = topics.reduce<number>((sum, it) => sum + listOf(fieldsOf(it).messages).length, 0);
  const carried = (fields: CarrierFields): unknown[] =>
    topics.map((it) => ({ ...fieldsOf(it), messages: withAll(fieldsOf(it).messages, fields) }));
  return {
    destination: [...names].join(),
    count,
    carry: (fields) => [{ ...fieldsOf(args[0]), topicMessages: carried(fields) }, ...args.slice(1)],
  };
}

function readRecord([payload]: readonly unknown[]): Delivery {
  const { topic, partition, message } = fieldsOf(payload);
  return {
    destination: textOf(topic),
    carriers: [fieldsOf(message).headers],
    message,
    attributes: { 'messaging.destination.partition.id': String(partition), ...facts(message) },
  };
}

function readBatch([payload]: readonly unknown[]): Delivery {
  const { topic, partition, messages } = fieldsOf(fieldsOf(payload).batch);
  return {
    destination: textOf(topic),
    carriers: listOf(messages).map((message) => fieldsOf(message).headers),
    isBatch: true,
    message: fieldsOf(payload).batch,
    attributes: { 'messaging.destination.partition.id': String(partition) },
  };
}

const facts = (message: unknown): Record<string, string | number | undefined> => {
  const { offset, key } = fieldsOf(message);
  return {
    'messaging.kafka.offset': offset === undefined ? undefined : Number(offset),
    'messaging.kafka.message.key': key instanceof Uint8Array ? new TextDecoder().decode(key) : undefined,
  };
};

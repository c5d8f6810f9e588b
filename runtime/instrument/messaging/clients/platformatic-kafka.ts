/**
 * Kafka by `@platformatic/kafka`: a message's carrier is among its `headers`, an object or a Map whose texts the
 * producer's serializers encode; a producer without such takes bytes.
 */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { hostIn, withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { listenersFor } from '../registers.ts';

/** What a producer was made with, which it keeps under a symbol. */
function optionsOf(producer: unknown): Readonly<Record<string, unknown>> {
  const all = Object.getOwnPropertySymbols(Object(producer)).map((key) =>
    fieldsOf((producer as Record<symbol, unknown>)[key]),
  );
  return all.find((it) => it.bootstrapBrokers !== undefined) ?? {};
}

const bytesOf = (text: string): unknown => Buffer.from(text);

function recordWith(message: unknown, fields: CarrierFields, serializers: unknown): unknown {
  const { headers } = fieldsOf(message);
  const own = headers instanceof Map ? [...headers] : Object.entries(fieldsOf(headers));
  if (own.some(([name]) => String(name).toLowerCase() === 'traceparent')) return message;
  const { headerKey, headerValue } = fieldsOf(serializers);
  const added = fields.map(([name, value]) => [
    headerKey === undefined ? bytesOf(name) : name,
    headerValue === undefined ? bytesOf(value) : value,
  ]);
  return { ...fieldsOf(message), headers: new Map([...own, ...added] as [unknown, unknown][]) };
}

export const platformaticKafka: Helper = /* @__PURE__ */ messaging({
  system: 'kafka',
  sends: { send: produce },
  registers: listenersFor('data', ([message]) => readRecord(message)),
  each: readRecord,
});

function produce({ self, args }: MessageCall): Outgoing | undefined {
  const messages = listOf(fieldsOf(args[0]).messages);
  if (messages.length === 0) return undefined;
  const { serializers, bootstrapBrokers } = optionsOf(self);
  const topics = new Set(messages.map((it) => textOf(fieldsOf(it).topic)));
  return {
    destination: [...topics].join(),
    host: hostIn([bootstrapBrokers].flat()[0]),
    count: messages.length > 1 ? messages.length : undefined,
    carry: (fields) =>
      withArgument(args, 0, {
        ...fieldsOf(args[0]),
        messages: messages.map((it) => recordWith(it, fields, serializers)),
      }),
  };
}

function readRecord(message: unknown): Delivery {
  const { topic, partition, offset, headers } = fieldsOf(message);
  return {
    destination: textOf(topic),
    carriers: [headers],
    message,
    attributes: {
      'messaging.destination.partition.id': String(partition),
      'messaging.kafka.offset': offset === undefined ? undefined : Number(offset),
    },
  };
}

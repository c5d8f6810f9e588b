/**
 * Redis' streams by ioredis and node-redis: an entry takes one more field for each part of the carrier, only where
 * `init({ payloadCarriers: true })` allows it, since who reads fields by position would notice. A reader of ours takes
 * them out again.
 */
import { settings } from '../../../core/settings.ts';
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { messaging } from '../messaging.ts';
import { payloadsCarry } from '../payload.ts';

const NAMES = ['traceparent', 'tracestate', 'baggage'];

/** What was taken out of each entry, and from which stream it came. */
const entries = /* @__PURE__ */ new WeakMap<object, { readonly stream: string; readonly carrier: unknown }>();

const readStreams = (result: unknown): void => {
  // ioredis: `[[stream, [[id, [field, value, …]]]]]`; node-redis: `[{ name, messages: [{ id, message }] }]`.
  for (const stream of listOf(result)) {
    const [key, list] = Array.isArray(stream) ? stream : [fieldsOf(stream).name, fieldsOf(stream).messages];
    for (const entry of listOf(list)) takeFields(entry as object, textOf(key));
  }
};

/** An entry's fields are a list of names and values, or an object. */
function takeFields(entry: object, stream: string): void {
  const carrier: Record<string, unknown> = {};
  const fields = Array.isArray(entry) ? (entry[1] as unknown) : fieldsOf(entry).message;
  const isList = Array.isArray(fields);
  for (const name of NAMES) {
    const at = isList ? fields.findIndex((it, index) => index % 2 === 0 && it === name) : -1;
    const value = isList ? fields[at + 1] : fieldsOf(fields)[name];
    if ((isList && at === -1) || value === undefined) continue;
    carrier[name] = value;
    if (!settings().payloadCarriers) continue;
    if (isList) fields.splice(at, 2);
    else delete (fields as Record<string, unknown>)[name];
  }
  entries.set(entry, { stream, carrier });
}

/** node-redis: `(key, id, fields, options)`; ioredis: `(key, …, id, field, value, …)`. */
const adding =
  (carry: (args: readonly unknown[], fields: CarrierFields) => readonly unknown[]) =>
  ({ args, self }: MessageCall): Outgoing | undefined => {
    if (!payloadsCarry("Redis' streams")) return undefined;
    const { host, socket } = fieldsOf(fieldsOf(self).options);
    return {
      destination: textOf(args[0]),
      host: textOf(host ?? fieldsOf(socket).host) || undefined,
      carry: (fields) => carry(args, fields),
    };
  };

export const redisStreams: Helper = /* @__PURE__ */ messaging({
  system: 'redis',
  sends: {
    xadd: adding((args, fields) => [...args, ...fields.flat()]),
    xAdd: adding((args, fields) => args.with(2, { ...fieldsOf(args[2]), ...Object.fromEntries(fields) })),
  },
  results: { xread: readStreams, xreadgroup: readStreams, xRead: readStreams, xReadGroup: readStreams },
  each: readEntry,
});

function readEntry(entry: unknown): Delivery | undefined {
  const { stream, carrier } = entries.get(Object(entry)) ?? {};
  if (stream === undefined) return undefined;
  const id = Array.isArray(entry) ? entry[0] : fieldsOf(entry).id;
  return {
    destination: stream,
    carriers: [carrier],
    message: entry,
    attributes: { 'messaging.message.id': textOf(id) || undefined },
  };
}

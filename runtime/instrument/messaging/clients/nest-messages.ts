/**
 * Nest's microservices: a carrier is a member of the packet, beside pattern and data, or among the headers where the
 * transport has such (Kafka, NATS). Clients serialize packets, and servers hand what they have read to handlers.
 *
 *   `client.emit('asked', data)`             `$ot.nestMessages("site?method=emit", client, "emit")('asked', data)`
 *   `NestFactory.createMicroservice(M, o)`   `$ot.nestMessages("site?method=createMicroservice", …)(M, o)`
 */
import { createStorage } from '../../../core/context/context.ts';
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Callable, Helper } from '../../call/helper.ts';
import { mimic } from '../../call/mimic.ts';
import type { SiteText } from '../../call/site.ts';
import type { CarrierFields, MessageCall, Outgoing } from '../client.ts';
import { asConsumer } from '../deliver.ts';
import { hostIn } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { isPlainObject } from '../payload.ts';
import { NatsHeaders } from './nats/nats-headers.ts';

const SYSTEM = 'nestjs';
const MEMBER = 'traceContext';

/** Of the call whose packet is made; of the packet whose handler is about to be called. */
const leaving = /* @__PURE__ */ createStorage<CarrierFields & object>();
const arrived = /* @__PURE__ */ createStorage<object>();

export const nestMessages: Helper = /* @__PURE__ */ messaging({
  system: SYSTEM,
  isClient: (self) => isFunction(fieldsOf(self).dispatchEvent),
  sends: { emit: sendPacket, send: sendPacket },
  results: { createMicroservice: hearPackets, connectMicroservice: hearPackets },
});

function sendPacket({ self, args }: MessageCall): Outgoing {
  const { host, url, urls, servers } = fieldsOf(fieldsOf(self).options);
  const [pattern] = args;
  return {
    destination: typeof pattern === 'object' ? JSON.stringify(pattern) : String(pattern),
    host: textOf(host) || hostIn([url ?? urls ?? servers].flat()[0]),
    carry() {
      carryInPackets(self as Record<string, unknown>);
      return args;
    },
    // `emit` sends at once, and `send` whenever its result is subscribed to.
    within(fields, call) {
      const stream = leaving.run(fields, call);
      const { subscribe } = fieldsOf(stream);
      if (!isFunction(subscribe)) return stream;
      const value = (...given: unknown[]): unknown =>
        leaving.run(fields, () => Reflect.apply(subscribe, stream, given));
      return Object.defineProperty(stream as object, 'subscribe', {
        value,
        configurable: true,
        writable: true,
      });
    },
  };
}

const ours = /* @__PURE__ */ new WeakSet<object>();

/** A serializer like the client's own, whose packets carry. */
function carryInPackets(client: Record<string, unknown>): void {
  const { serializer } = client;
  const { serialize } = fieldsOf(serializer);
  if (!isFunction(serialize) || ours.has(serializer as object)) return;
  const value = (...args: unknown[]): unknown => {
    const fields = leaving.get();
    const packet = Reflect.apply(serialize, serializer, args);
    if (fields === undefined) return packet;
    return packet instanceof Promise
      ? packet.then((it: unknown) => packetWith(it, fields))
      : packetWith(packet, fields);
  };
  client.serializer = Object.create(serializer as object, { serialize: { value } });
  ours.add(client.serializer as object);
}

function packetWith(packet: unknown, fields: CarrierFields): unknown {
  // MQTT's is the text already, which is not read and written anew: a number in it may be longer than ours.
  if (typeof packet === 'string' && packet.startsWith('{"') && !packet.includes(`"${MEMBER}"`))
    return `{"${MEMBER}":${JSON.stringify(Object.fromEntries(fields))},${packet.slice(1)}`;
  if (typeof packet !== 'object' || packet === null || MEMBER in packet) return packet;
  const { headers } = fieldsOf(packet);
  // Kafka's are an object, NATS' are its own; any other packet is JSON.
  if (isPlainObject(headers)) return { ...packet, headers: { ...Object.fromEntries(fields), ...headers } };
  if (!('headers' in packet)) return { ...packet, [MEMBER]: Object.fromEntries(fields) };
  const given = (headers ?? new NatsHeaders()) as { set?(name: string, value: string): void };
  for (const [name, value] of fields) given.set?.(name, value);
  return { ...packet, headers: given };
}

/** A microservice, or the promise of one: its handlers are added when it starts. */
function hearPackets(app: unknown, _call: MessageCall, site: SiteText): void {
  const server = (fieldsOf(app).serverInstance ?? fieldsOf(app).server) as
    | Record<string, unknown>
    | undefined;
  const { addHandler, deserializer } = fieldsOf(server);
  const { deserialize } = fieldsOf(deserializer);
  if (server === undefined || !isFunction(addHandler) || !isFunction(deserialize)) return;
  // It is read in the turn in which the handler is chosen, and its own continuation carries it.
  const read = (...args: unknown[]): unknown => {
    arrived.enter(Object(fieldsOf(args[0])[MEMBER]) as object);
    return Reflect.apply(deserialize, deserializer, args);
  };
  server.deserializer = Object.create(deserializer as object, { deserialize: { value: read } });
  server.addHandler = mimic<Callable>((pattern: unknown, handler: unknown, ...rest: unknown[]) => {
    const given = isFunction(handler) ? handling(site, pattern, handler) : handler;
    return Reflect.apply(addHandler, server, [pattern, given, ...rest]);
  }, addHandler);
}

const handling = (site: SiteText, pattern: unknown, handler: Callable): Callable =>
  asConsumer(SYSTEM, site, handler, ([data, context]) => ({
    destination: typeof pattern === 'object' ? JSON.stringify(pattern) : String(pattern),
    carriers: [carrierIn(context) ?? arrived.get()],
    message: data,
  }));

/** The headers of what a transport tells of a message. */
function carrierIn(context: unknown): unknown {
  const { getHeaders, getMessage } = fieldsOf(context);
  if (isFunction(getHeaders)) return getHeaders.call(context);
  const message = isFunction(getMessage) ? fieldsOf(getMessage.call(context)) : {};
  return message.headers;
}

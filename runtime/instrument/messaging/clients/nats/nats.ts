/** NATS and JetStream (`@nats-io/*`, `nats`): a message's carrier is among its headers, which servers from 2.2 on have. */
import { fieldsOf, textOf } from '../../../../platform/unknown.ts';
import { isFunction } from '../../../boundary/keep.ts';
import type { Helper } from '../../../call/helper.ts';
import type { AsConsumer, CarrierFields, Delivery, MessageCall, Outgoing } from '../../client.ts';
import { withArgument } from '../../fields.ts';
import { messaging } from '../../messaging.ts';
import { NatsHeaders } from './nats-headers.ts';

const register =
  (at: number) =>
  ({ args }: MessageCall, consumer: AsConsumer): readonly unknown[] => {
    const options = fieldsOf(args[at]);
    if (!isFunction(options.callback)) return args;
    return withArgument(args, at, { ...options, callback: consumer(options.callback, readCallback) });
  };

export const nats: Helper = /* @__PURE__ */ messaging({
  system: 'nats',
  isClient: (self) =>
    isFunction(fieldsOf(self).publish) &&
    (isFunction(fieldsOf(self).drain) || fieldsOf(self).nc !== undefined),
  sends: { publish, request: publish, requestMany: publish },
  registers: { subscribe: register(1), consume: register(0), fetch: register(0) },
  each: readNatsMessage,
});

/** Of a connection, or of JetStream's client over one. */
function publish({ self, args }: MessageCall): Outgoing | undefined {
  const connection = fieldsOf(fieldsOf(self).nc ?? self);
  if (fieldsOf(connection.info).headers === false) return undefined;
  const [subject, , options] = args;
  return {
    destination: textOf(subject),
    host: textOf(fieldsOf(connection.info).host) === '0.0.0.0' ? undefined : serverHost(connection),
    carry: (fields) =>
      withArgument(args, 2, {
        ...fieldsOf(options),
        headers: headersWith(fieldsOf(options).headers, fields),
      }),
  };
}

function serverHost(connection: Record<string, unknown> | object): string | undefined {
  const { getServer } = connection as { getServer?: () => unknown };
  return isFunction(getServer)
    ? textOf(getServer.call(connection)).replace(/:\d+$/, '') || undefined
    : undefined;
}

interface Headers {
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  keys(): readonly string[];
  values(name: string): readonly string[];
}

/** A copy of the program's own, of their class, or new ones. */
function headersWith(given: unknown, fields: CarrierFields): unknown {
  const own = given as (Headers & { constructor: new () => Headers }) | undefined;
  if (own?.keys().some((name) => name.toLowerCase() === 'traceparent')) return own;
  const headers: Headers = own === undefined ? new NatsHeaders() : new own.constructor();
  for (const name of own?.keys() ?? [])
    for (const value of own?.values(name) ?? []) headers.append(name, value);
  for (const [name, value] of fields) headers.set(name, value);
  return headers;
}

/** `(error, message)` of subscriptions, `(message)` of JetStream. */
const readCallback = (args: readonly unknown[]): Delivery | undefined =>
  readNatsMessage(args.find((it) => typeof fieldsOf(it).subject === 'string'));

function readNatsMessage(message: unknown): Delivery | undefined {
  const { subject, headers } = fieldsOf(message);
  return typeof subject === 'string' ? { destination: subject, carriers: [headers], message } : undefined;
}

/** RabbitMQ by amqplib and amqp-connection-manager: a message's carrier is among `properties.headers`. */
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { AsConsumer, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument, withHeaders } from '../fields.ts';
import { messaging } from '../messaging.ts';

export const amqplib: Helper = /* @__PURE__ */ messaging({
  system: 'rabbitmq',
  isClient: (self) => isFunction(fieldsOf(self).sendToQueue) && isFunction(fieldsOf(self).publish),
  sends: {
    sendToQueue: (call) => outgoing(call, textOf(call.args[0]), 2),
    publish: (call) => outgoing(call, exchangeOf(call.args), 3),
  },
  registers: {
    consume({ args }, consumer) {
      return isFunction(args[1]) ? withArgument(args, 1, asReader(args[1], textOf(args[0]), consumer)) : args;
    },
  },
});

const exchangeOf = ([exchange, key]: readonly unknown[]): string =>
  [exchange, key].filter((it) => typeof it === 'string' && it !== '').join(':');

function outgoing({ self, args }: MessageCall, destination: string, at: number): Outgoing | undefined {
  // A callback in the place of options; amqplib itself has them first.
  if (isFunction(args[at])) return undefined;
  return {
    destination,
    host: channelHost(self),
    carry: (fields) => withArgument(args, at, withHeaders(args[at], 'headers', fields)),
  };
}

/** Of amqplib's connection, or the connection manager's. */
function channelHost(self: unknown): string | undefined {
  const { connection, _connectionManager: manager } = fieldsOf(self);
  const { stream } = fieldsOf(fieldsOf(connection).connection ?? connection);
  const { _host: host } = fieldsOf(stream);
  const current = fieldsOf(fieldsOf(fieldsOf(fieldsOf(manager)._currentConnection).connection).stream)._host;
  return textOf(host ?? current) || undefined;
}

function asReader(fn: (...args: unknown[]) => unknown, queue: string, consumer: AsConsumer): unknown {
  return consumer(fn, ([message]) => readDelivered(message, queue));
}

/** `null` says that the consumer was cancelled. */
function readDelivered(message: unknown, queue: string): Delivery | undefined {
  const { properties, fields } = fieldsOf(message);
  if (properties === undefined) return undefined;
  const { routingKey, deliveryTag, redelivered } = fieldsOf(fields);
  const { headers, messageId } = fieldsOf(properties);
  return {
    destination: queue || textOf(routingKey),
    carriers: [headers],
    message,
    attributes: {
      'messaging.message.id': textOf(messageId) || undefined,
      'messaging.rabbitmq.destination.routing_key': textOf(routingKey) || undefined,
      'messaging.rabbitmq.message.delivery_tag': deliveryTag as number,
      'messaging.rabbitmq.message.redelivered': redelivered === true ? true : undefined,
    },
  };
}

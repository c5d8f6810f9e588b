/** MQTT 5 by mqtt.js: a message's carrier is among its user properties. MQTT 3.1.1 has no place for one. */
import { warnOnce } from '../../../core/diagnostics.ts';
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { AsConsumer, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument, withHeaders } from '../fields.ts';
import { messaging } from '../messaging.ts';

const listen = ({ args }: MessageCall, consumer: AsConsumer): readonly unknown[] =>
  args[0] === 'message' && isFunction(args[1])
    ? withArgument(args, 1, consumer(args[1], readPacket))
    : args.map((it) => (isFunction(it) ? consumer(it, () => undefined) : it));

export const mqtt: Helper = /* @__PURE__ */ messaging({
  system: 'mqtt',
  isClient: (self) => fieldsOf(fieldsOf(self).options).protocolVersion !== undefined,
  sends: { publish, publishAsync: publish },
  registers: { on: listen, once: listen, addListener: listen },
});

function publish({ self, args }: MessageCall): Outgoing | undefined {
  const { protocolVersion, hostname, host } = fieldsOf(fieldsOf(self).options);
  const [topic, message, options] = args;
  if (protocolVersion !== 5) {
    warnOnce(
      `MQTT ${protocolVersion === 3 ? '3.1' : '3.1.1'} messages have no place for a carrier: connect with { protocolVersion: 5 }, or put Observe.getBaggage() into the message and run its consumer in Observe.withTrace(name, carrier, fn)`,
    );
    return undefined;
  }
  // `(topic, message, callback)`
  const rest = isFunction(options) ? args.slice(2) : args.slice(3);
  const given = isFunction(options) ? undefined : fieldsOf(options);
  return {
    destination: textOf(topic),
    host: textOf(hostname ?? host) || undefined,
    carry: (fields) => [
      topic,
      message,
      { ...given, properties: withHeaders(given?.properties, 'userProperties', fields) },
      ...rest,
    ],
  };
}

function readPacket([topic, , packet]: readonly unknown[]): Delivery {
  const { properties, messageId } = fieldsOf(packet);
  return {
    destination: textOf(topic),
    carriers: [fieldsOf(properties).userProperties],
    message: packet,
    attributes: { 'messaging.message.id': messageId === undefined ? undefined : String(messageId) },
  };
}

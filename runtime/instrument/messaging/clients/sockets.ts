/**
 * socket.io and ws: a message has no place for a carrier beside what is sent, and each is a message of its own on a
 * connection that lives long, so a listener begins with no context, whoever has opened that.
 */
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Callable, Helper } from '../../call/helper.ts';
import type { AsConsumer, Delivery, MessageCall } from '../client.ts';
import { withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { isPlainObject, payloadSend, takeFromText, takeMember } from '../payload.ts';

/** What the libraries tell of the connection. */
const CONNECTION =
  /^(?:connect\w*|disconnect\w*|reconnect\w*|error|close|open|ping|pong|listening|headers|upgrade|unexpected-response|redirect|new_namespace)$/;

function hearEvents({ args }: MessageCall, consumer: AsConsumer): readonly unknown[] {
  const [event, fn] = args;
  if (typeof event !== 'string' || CONNECTION.test(event) || !isFunction(fn)) return args;
  return withArgument(
    args,
    1,
    consumer(fn, (given) => readEvent(event, given)),
  );
}

const readEvent = (event: string, given: readonly unknown[]): Delivery => {
  const message = given.find(isPlainObject);
  return { destination: event, carriers: [takeMember(message)], message };
};

/** `(event, ...values, acknowledge)`: the first object carries. */
export const socketIo: Helper = /* @__PURE__ */ messaging({
  system: 'socket.io',
  isClient: (self) =>
    isFunction(fieldsOf(self).emit) && (fieldsOf(self).nsp ?? fieldsOf(self).adapter) !== undefined,
  sends: {
    emit: (call) =>
      CONNECTION.test(textOf(call.args[0]))
        ? undefined
        : payloadSend(call, call.args.findIndex(isPlainObject), {
            client: 'socket.io',
            destination: textOf(call.args[0]),
          }),
  },
  registers: { on: hearEvents, once: hearEvents, addListener: hearEvents },
});

/** A text that a JSON object is made of carries; others stay what they are. */
export const ws: Helper = /* @__PURE__ */ messaging({
  system: 'websocket',
  isClient: (self) => isFunction(fieldsOf(self).terminate) && fieldsOf(self).readyState !== undefined,
  sends: { send: (call) => payloadSend(call, 0, { client: 'ws', destination: 'socket' }) },
  registers: { on: hear, once: hear, addListener: hear },
});

function hear({ args }: MessageCall, consumer: AsConsumer): readonly unknown[] {
  const [event, fn] = args;
  if (event !== 'message' || !isFunction(fn)) return args;
  const taken = new WeakMap<object, unknown>();
  const read = consumer(fn, ([message]) => ({
    destination: 'socket',
    carriers: [taken.get(Object(message))],
    message,
  }));
  // The library tells text by the second argument, and gives bytes for it.
  const { heard } = {
    heard(this: unknown, data: unknown, isBinary: unknown, ...rest: unknown[]) {
      if (isBinary === true || !(data instanceof Uint8Array))
        return Reflect.apply(read, this, [data, isBinary, ...rest]);
      const { carrier, text } = takeFromText(new TextDecoder().decode(data));
      const given = carrier === undefined ? data : Buffer.from(text);
      taken.set(given, carrier);
      return Reflect.apply(read, this, [given, isBinary, ...rest]);
    },
  };
  return withArgument(args, 1, Object.assign(heard, { listener: fn as Callable }));
}

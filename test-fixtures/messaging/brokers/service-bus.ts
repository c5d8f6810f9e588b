/**
 * Azure Service Bus on loopback, as its emulator serves it: AMQP 1.0 without TLS, `$cbs` takes every token, and what
 * is sent to an address comes to who listens at it.
 */
import type { AddressInfo } from 'node:net';
import rhea, { type EventContext, type Message, type Sender } from 'rhea';
import type { Broker, BrokerKind } from './broker.ts';

/** The format of a batch: one message whose data are others, encoded; the library leaves it as it came. */
const BATCH = 0x8001_3700;
const decode = (data: Buffer): Message => rhea.message.decode(data) as unknown as Message;
function messagesIn(batch: Message): Message[] {
  const { body } = decode(batch as unknown as Buffer) as { body: { content: Buffer | Buffer[] } };
  return [body.content].flat().map(decode);
}

export const serviceBus: BrokerKind = {
  name: 'service-bus',
  missing: undefined,
  async start(): Promise<Broker> {
    const container = rhea.create_container({ id: 'bus' });
    const waiting = new Map<string, Message[]>();
    const listeners = new Map<string, Sender>();
    const replies = new Map<string, Sender>();
    const deliver = (address: string): void => {
      const to = listeners.get(address);
      const messages = waiting.get(address) ?? [];
      while (to?.sendable() && messages.length > 0) to.send(messages.shift() as Message, Buffer.alloc(16, 1));
    };
    container.on('sender_open', ({ sender }: EventContext) => {
      if (sender === undefined) return;
      const address = String(sender.source.address ?? '');
      sender.set_source({ ...sender.source, address } as never);
      sender.set_target(sender.target as never);
      if (address.startsWith('$')) replies.set(sender.name, sender);
      else listeners.set(address, sender);
    });
    container.on('sendable', ({ sender }: EventContext) => deliver(String(sender?.source.address ?? '')));
    container.on('receiver_open', ({ receiver }: EventContext) => {
      receiver?.set_target(receiver.target as never);
      receiver?.set_source(receiver.source as never);
    });
    container.on('message', ({ message, receiver, delivery }: EventContext) => {
      if (message === undefined) return;
      const address = String(receiver?.target.address ?? '');
      if (address.startsWith('$') || address.includes('/$')) {
        const properties = { 'status-code': 202, statusCode: 202, 'status-description': 'Accepted' };
        replies.get(String(message.reply_to))?.send({
          correlation_id: message.message_id as string,
          application_properties: properties,
          body: '',
        });
        return;
      }
      const all = delivery?.format === BATCH ? messagesIn(message) : [message];
      waiting.set(address, [...(waiting.get(address) ?? []), ...all]);
      deliver(address);
    });
    const receiver_options = { max_message_size: 262_144 };
    const server = container.listen({ port: 0, host: '127.0.0.1', receiver_options } as never);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true;`;
    return { port, url, stop: async () => void server.close() };
  },
};

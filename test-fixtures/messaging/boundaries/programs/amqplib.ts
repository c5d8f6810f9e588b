/** One consumer, opened by whoever comes first; each message says whose it is. */
import amqp from 'amqplib';
import { type Ask, work } from '../work.ts';

let opened: Promise<amqp.Channel> | undefined;
const waiting = new Map<string, () => void>();

async function open(): Promise<amqp.Channel> {
  const connection = await amqp.connect(process.env.BROKER ?? '');
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue('boundaries');
  await channel.consume(queue, async (message) => {
    if (message === null) return;
    channel.ack(message);
    const session = message.content.toString();
    await work(session);
    waiting.get(session)?.();
  });
  return channel;
}

export const ask: Ask = async (session) => {
  opened ??= open();
  const channel = await opened;
  const done = new Promise<void>((resolve) => waiting.set(session, resolve));
  channel.sendToQueue('boundaries', Buffer.from(session));
  await done;
};

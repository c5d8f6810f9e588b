/** A subscriber that the first request has opened: its messages bring no carrier. */
import { Redis } from 'ioredis';
import { type Ask, work } from '../work.ts';

const url = process.env.BROKER ?? '';
let publisher: Redis | undefined;
const waiting: (() => void)[] = [];

async function ensureStarted(): Promise<Redis> {
  if (publisher !== undefined) return publisher;
  publisher = new Redis(url);
  const subscriber = new Redis(url);
  subscriber.on('message', async () => {
    await work('');
    waiting.pop()?.();
  });
  await subscriber.subscribe('jobs');
  return publisher;
}

export const ask: Ask = async (session) => {
  const redis = await ensureStarted();
  const heard = new Promise<void>((resolve) => {
    waiting.push(resolve);
  });
  await redis.publish('jobs', session);
  await heard;
};

export const stop = (): void => process.exit();

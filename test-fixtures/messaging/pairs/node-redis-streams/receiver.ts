import { createClient } from 'redis';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const redis = await createClient({ url: broker }).connect();
  await redis.xGroupCreate('read', 'workers', '$', { MKSTREAM: true }).catch(() => undefined);
  let isRunning = true;
  const loop = async (): Promise<void> => {
    while (isRunning) {
      const streams = await redis.xReadGroup('workers', 'one', [{ key: 'read', id: '>' }], { BLOCK: 200 });
      for (const stream of (streams ?? []) as { messages: { message: Record<string, string> }[] }[]) {
        await Promise.all(
          stream.messages.map(async ({ message }) => work(message.text ?? '', Object.keys(message))),
        );
      }
    }
  };
  const running = loop();
  return async () => {
    isRunning = false;
    await running;
    redis.destroy();
  };
};

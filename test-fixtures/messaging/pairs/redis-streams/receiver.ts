import Redis from 'ioredis';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const redis = new Redis(broker);
  await redis.xgroup('CREATE', 'asked', 'workers', '$', 'MKSTREAM').catch(() => undefined);
  let isRunning = true;
  const loop = async (): Promise<void> => {
    while (isRunning) {
      const streams = await redis.xreadgroup(
        'GROUP',
        'workers',
        'one',
        'COUNT',
        10,
        'BLOCK',
        200,
        'STREAMS',
        'asked',
        '>',
      );
      for (const [, entries] of (streams ?? []) as [string, [string, string[]][]][]) {
        for (const [, fields] of entries) await work(fields[1] ?? '', fields);
      }
    }
  };
  const running = loop();
  return async () => {
    isRunning = false;
    await running;
    redis.disconnect();
  };
};

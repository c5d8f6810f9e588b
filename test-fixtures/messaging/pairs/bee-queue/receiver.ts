import Queue from 'bee-queue';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const { hostname, port } = new URL(broker);
  const queue = new Queue<{ text: string }>('bees', { redis: { host: hostname, port: Number(port) } });
  queue.process(async (job) => {
    await work(job.data.text, [job.data, job.status, job.progress]);
  });
  await queue.ready();
  return () => queue.close(100);
};

import { Worker } from 'bullmq';
import type { Start } from '../contract.ts';

export const start: Start = async (broker) => {
  const { hostname, port } = new URL(broker);
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
  const worker = new Worker('sandboxed', new URL('./processor.ts', import.meta.url), { connection });
  await worker.waitUntilReady();
  return () => worker.close(true);
};

import { Worker } from 'bullmq';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const { hostname, port } = new URL(broker);
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
  const worker = new Worker(
    'jobs',
    async (job) => {
      await work(job.data.text, [job.name, job.data, job.opts.attempts, job.attemptsMade]);
    },
    { connection },
  );
  await worker.waitUntilReady();
  return () => worker.close();
};

/** A worker that can be killed in the middle of a job, with `HANG`; another takes the job over within a second or two. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const { hostname, port } = new URL(broker);
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
  const worker = new Worker(
    'jobs',
    async (job) => {
      await work(job.data.text, [job.name]);
      if (process.env.HANG) await sleep(60_000);
    },
    { connection, lockDuration: 1_000, stalledInterval: 500 },
  );
  await worker.waitUntilReady();
  return () => worker.close();
};

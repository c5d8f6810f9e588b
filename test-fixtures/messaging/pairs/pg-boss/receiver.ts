import { PgBoss } from 'pg-boss';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const boss = new PgBoss(broker);
  await boss.start();
  await boss.createQueue('jobs');
  await boss.work<{ text: string }>('jobs', { pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const job of jobs) await work(job.data.text, Object.keys(job).toSorted());
  });
  return () => boss.stop({ graceful: false });
};

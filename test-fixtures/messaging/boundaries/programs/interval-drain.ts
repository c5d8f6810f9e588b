/** Values that an interval takes, which the first request has started. */
import { type Ask, work } from '../work.ts';

interface Job {
  readonly session: string;
  readonly done: () => void;
}

const jobs: Job[] = [];
let isStarted = false;

async function drain(): Promise<void> {
  const job = jobs.shift();
  if (job === undefined) return;
  await work(job.session);
  job.done();
}

function ensureStarted(): void {
  if (isStarted) return;
  isStarted = true;
  setInterval(() => void drain(), 2).unref();
}

export const ask: Ask = (session) => {
  ensureStarted();
  return new Promise((done) => {
    jobs.push({ session, done });
  });
};

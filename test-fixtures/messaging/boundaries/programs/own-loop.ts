/** A loop of the program's own, over values. */
import { type Ask, work } from '../work.ts';

interface Job {
  readonly session: string;
  readonly done: () => void;
}

const jobs: Job[] = [];
let isRunning = false;

async function drain(): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    await work(job.session);
    job.done();
  }
  isRunning = false;
}

export const ask: Ask = (session) =>
  new Promise((done) => {
    jobs.push({ session, done });
    void drain();
  });

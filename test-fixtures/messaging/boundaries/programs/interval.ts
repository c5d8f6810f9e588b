/** The system's own work, started by whoever came first. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, work } from '../work.ts';

let isStarted = false;

export const ask: Ask = async () => {
  if (!isStarted) {
    isStarted = true;
    setInterval(() => work(''), 20).unref();
  }
  await sleep(100);
};

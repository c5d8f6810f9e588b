import { setTimeout as sleep } from 'node:timers/promises';
import cron from 'node-cron';
import { type Ask, work } from '../work.ts';

let isStarted = false;

export const ask: Ask = async () => {
  if (!isStarted) {
    isStarted = true;
    cron.schedule('* * * * * *', () => work(''));
  }
  await sleep(1_100);
};

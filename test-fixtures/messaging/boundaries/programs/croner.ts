import { setTimeout as sleep } from 'node:timers/promises';
import { Cron } from 'croner';
import { type Ask, work } from '../work.ts';

let isStarted = false;

export const ask: Ask = async () => {
  if (!isStarted) {
    isStarted = true;
    new Cron('* * * * * *', { unref: true }, () => work(''));
  }
  await sleep(1_100);
};

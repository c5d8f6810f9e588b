import PQueue from 'p-queue';
import { type Ask, work } from '../work.ts';

const queue = new PQueue({ concurrency: 2 });

export const ask: Ask = async (session) => {
  await queue.add(() => work(session));
};

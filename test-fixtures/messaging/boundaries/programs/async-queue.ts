import async from 'async';
import { type Ask, work } from '../work.ts';

const queue = async.queue(async (session: string) => work(session), 2);

export const ask: Ask = (session) => queue.pushAsync(session);

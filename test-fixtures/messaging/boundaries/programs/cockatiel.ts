import { bulkhead } from 'cockatiel';
import { type Ask, work } from '../work.ts';

const policy = bulkhead(2, Number.POSITIVE_INFINITY);

export const ask: Ask = (session) => policy.execute(() => work(session));

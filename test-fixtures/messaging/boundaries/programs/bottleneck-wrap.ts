import Bottleneck from 'bottleneck';
import { type Ask, work } from '../work.ts';

const limited = new Bottleneck({ maxConcurrent: 2 }).wrap(work);

export const ask: Ask = (session) => limited(session);

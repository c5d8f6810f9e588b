import Bottleneck from 'bottleneck';
import { type Ask, work } from '../work.ts';

const limiter = new Bottleneck({ maxConcurrent: 2 });

export const ask: Ask = (session) => limiter.schedule(() => work(session));

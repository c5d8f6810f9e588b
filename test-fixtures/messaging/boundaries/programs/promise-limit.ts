import promiseLimit from 'promise-limit';
import { type Ask, work } from '../work.ts';

const limit = promiseLimit<void>(2);

export const ask: Ask = (session) => limit(() => work(session));

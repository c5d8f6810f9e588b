import * as fastq from 'fastq';
import { type Ask, work } from '../work.ts';

const queue = fastq.promise<unknown, { session: string }, void>(async ({ session }) => work(session), 1);

export const ask: Ask = (session) => queue.push({ session });

import fastq from 'fastq';
import { type Ask, work } from '../work.ts';

const queue = fastq<unknown, string, void>((session, done) => {
  work(session).then(() => done(null), done);
}, 2);

export const ask: Ask = (session) =>
  new Promise((resolve, reject) => {
    queue.push(session, (error) => (error ? reject(error) : resolve()));
  });

/** A rerouted fetch in a program that records nothing and has nothing to carry on, around one that answers at once. */
import { fetch as rerouted } from 'onetrace/inject';
import { perHundred } from './measure.ts';

const answer = Promise.resolve();
const plain = (): Promise<void> => answer;
const contestants: Readonly<Record<string, (url: string) => unknown>> = {
  'plain fetch': plain,
  'rerouted fetch': (url) => (rerouted as unknown as Reroute)('fetch.ts:1:1', plain)(url),
};
type Reroute = (site: string, target: typeof plain) => (url: string) => unknown;

const name = process.argv[2] ?? '';
const run = contestants[name];
if (run === undefined) throw new Error(`no contestant ${name}`);
const sample: Record<string, number> = {};
await perHundred(sample, 'fetch', () => run('http://127.0.0.1/'));
console.log(JSON.stringify(sample));

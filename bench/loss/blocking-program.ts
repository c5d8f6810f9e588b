/** blocking-program.ts <without|with> with URL: event-loop delay under 20,000 spans a second. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { init, shutdown, withTrace } from 'onetrace';
import { ATTRIBUTES, load } from './load.ts';

const PER_SECOND = 20_000;
const SECONDS = 10;

const spans = process.argv[2] === 'with';
if (spans) init({ endpoint: process.env.URL ?? '', serviceName: 'bench' });
let work = 0;
const one = spans
  ? (n: number) => withTrace('chat', { root: true, attributes: { ...ATTRIBUTES, n } }, () => void work++)
  : () => void work++;

await load(PER_SECOND, PER_SECOND, one);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await load(PER_SECOND * SECONDS, PER_SECOND, one);
delay.disable();
if (spans) await shutdown();
const ms = (nanoseconds: number): number => nanoseconds / 1e6;
console.log(
  JSON.stringify({ p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) }),
);

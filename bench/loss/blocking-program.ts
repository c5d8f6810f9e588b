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
const slices: number[] = [];
let last = process.threadCpuUsage();
// What the loop's own thread did between two looks: other programs on the machine are not in it.
const looks = setInterval(() => {
  const { user, system } = process.threadCpuUsage();
  slices.push((user + system - last.user - last.system) / 1000);
  last = { user, system };
}, 1);
await load(PER_SECOND * SECONDS, PER_SECOND, one);
clearInterval(looks);
delay.disable();
slices.sort((a, b) => a - b);
const cpu = slices[Math.floor(slices.length * 0.99)];
if (spans) await shutdown();
const ms = (nanoseconds: number): number => nanoseconds / 1e6;
console.log(
  JSON.stringify({ p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max), cpu }),
);

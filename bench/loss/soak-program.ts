/** soak-program.ts <url> <spool> <spans> <per second>: prints its heap at the start and at the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { flush, init, stats, withTrace } from 'onetrace';
import { ATTRIBUTES, load } from './load.ts';

const [endpoint = '', spool = '', count = '', perSecond = ''] = process.argv.slice(2);
init({ endpoint, spool, serviceName: 'soak' });

const one = (n: number): void =>
  withTrace('chat', { root: true, attributes: { ...ATTRIBUTES, n } }, () => {});

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const half = Math.floor(Number(count) / 20);
await load(half, Number(perSecond), one);
await flush().catch(() => {});
const start = heap();
let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 500);
await load(Number(count) - half, Number(perSecond), (at) => one(at + half));
await flush().catch(() => {});
while (stats().spooled > 0) await sleep(100);
clearInterval(watch);
const end = heap();
const { recorded, exported, dropped } = stats();
console.log(JSON.stringify({ start, end, most, recorded, exported, dropped }));

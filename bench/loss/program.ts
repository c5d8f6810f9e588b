/**
 * A program of one contestant, as the reference's experiments describe it:
 *   program.ts <onetrace|opentelemetry> <experiment> <url of the traces signal>
 * It ends by itself; what arrived is counted by the receiver.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { contestantOf } from './contestants.ts';

const [name = '', experiment = '', url = ''] = process.argv.slice(2);
const { span, flush, shutdown } = await contestantOf(name, url);

const spans = (count: number): void => {
  for (let at = 0; at < count; at++) span(`span ${at}`, { at });
};

/** What each experiment does before the process ends; those that wait stay alive as a server would. */
const EXPERIMENTS: Record<string, () => Promise<void> | void> = {
  async A() {
    spans(10_000);
    await shutdown();
  },
  async B() {
    for (let at = 0; at < 100; at++) {
      spans(100);
      await new Promise(setImmediate);
    }
    await shutdown();
  },
  async C() {
    spans(512);
    await sleep(50); // the batch is in flight
    await flush();
    process.kill(process.pid, 'SIGKILL');
  },
  D: () => waiting(10, 10_000),
  E: () => waiting(10, 15_000),
  F: () => waiting(10, 35_000),
  G: () => waiting(10, 5_000),
  H: () => waiting(10, 45_000),
  async I() {
    span('large', { prompt: 'x'.repeat(5_000_000) });
    spans(10);
    await shutdown();
  },
  J: () => spans(10),
  async K() {
    spans(10);
    await sleep(200);
    process.exit();
  },
  async L() {
    spans(10);
    await sleep(200);
    throw new Error('mine');
  },
  async M() {
    spans(10);
    await sleep(200);
    process.kill(process.pid, 'SIGTERM');
    await sleep(10_000);
  },
};

async function waiting(count: number, ms: number): Promise<void> {
  spans(count);
  await sleep(ms);
  await shutdown().catch(() => {});
}

await EXPERIMENTS[experiment]?.();

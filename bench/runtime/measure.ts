import { Bench } from 'tinybench';
import { median } from '../lib/rounds.ts';

/** What each tracer is asked to do. */
export interface Tracer {
  sync(work: () => number): number;
  nested(work: () => number): number;
  async(work: () => Promise<number>): Promise<number>;
  attributes(work: () => number): number;
  /** Inside an active span: the current context as text. */
  carrier(): unknown;
  /** Runs `fn` inside a span that carries a session and a user. */
  inside(fn: () => void): void;
  /** Takes over a carrier from text. */
  parse(traceparent: string, baggage: string): unknown;
}

type Sample = Record<string, number>;

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const BAGGAGE = 'session.id=session-abc,user.id=user-42,plan=pro';
const TIMES = 100;
const FEW = 20;

/** Prints nanoseconds and bytes allocated per operation as one line of JSON. */
export async function measure(tracer: Tracer): Promise<void> {
  const work = () => 1;
  const late = async () => 1;
  const sample: Sample = {};
  await perHundred(sample, 'span', () => tracer.sync(work));
  await perHundred(sample, 'nested 5', () => tracer.nested(work));
  await perHundred(sample, '8 attributes', () => tracer.attributes(work));
  await record(sample, 'async', true, async () => {
    for (let i = 0; i < TIMES; i++) await tracer.async(late);
  });
  sample['async bytes'] = allocated(() => tracer.async(late));
  const inside: Promise<void>[] = [];
  tracer.inside(() => inside.push(perHundred(sample, 'getBaggage', () => tracer.carrier())));
  await Promise.all(inside);
  await perHundred(sample, 'parse', () => tracer.parse(TRACEPARENT, BAGGAGE));
  console.log(JSON.stringify(sample));
}

export async function perHundred(sample: Sample, name: string, run: () => unknown): Promise<void> {
  await record(sample, name, false, () => {
    for (let i = 0; i < TIMES; i++) run();
  });
  sample[`${name} bytes`] = allocated(run);
}

/** `run` does a hundred operations: a clock is too coarse for one. */
async function record(sample: Sample, name: string, async: boolean, run: () => unknown): Promise<void> {
  const bench = new Bench({ time: 400, warmupTime: 150 });
  bench.add(name, run as () => void, { async });
  await bench.run();
  const result = bench.tasks[0]?.result;
  if (result?.state !== 'completed') throw new Error(`${name} did not run: ${result?.state}`);
  sample[name] = (result.latency.p50 * 1e6) / TIMES;
}

/** Bytes of heap that one call leaves behind, where `--expose-gc` allows to tell: so few that none is collected. */
function allocated(run: () => unknown): number {
  const gc = (globalThis as { gc?: () => void }).gc;
  if (gc === undefined) return Number.NaN;
  const tries = Array.from({ length: 9 }, () => {
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < FEW; i++) run();
    return (process.memoryUsage().heapUsed - before) / FEW;
  });
  return Math.max(0, median(tries));
}

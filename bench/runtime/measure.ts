import { Bench } from 'tinybench';

/** The four things that each tracer is asked to do. */
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

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const BAGGAGE = 'session.id=session-abc,user.id=user-42,plan=pro';

/** Prints nanoseconds and bytes allocated per operation as one line of JSON. */
export async function measure(tracer: Tracer): Promise<void> {
  const work = () => 1;
  const late = async () => 1;
  const sample: Record<string, number> = {};
  const record = async (name: string, run: () => unknown) => {
    const bench = new Bench({ time: 400, warmupTime: 150 });
    const isAsync = name === 'async';
    bench.add(
      name,
      isAsync
        ? async () => {
            await run();
          }
        : () => {
            run();
          },
      { async: isAsync },
    );
    await bench.run();
    const [task] = bench.tasks;
    if (task?.result.state !== 'completed') throw new Error(`${name} did not run: ${task?.result.state}`);
    sample[name] = task.result.latency.p50 * 1e6;
  };
  const batched = (run: () => unknown) => () => {
    for (let i = 0; i < 100; i++) run();
  };
  const perHundred = async (name: string, run: () => unknown) => {
    await record(name, batched(run));
    sample[name] = (sample[name] as number) / 100;
    sample[`${name} bytes`] = allocated(run);
  };
  await perHundred('span', () => tracer.sync(work));
  await perHundred('nested 5', () => tracer.nested(work));
  await perHundred('8 attributes', () => tracer.attributes(work));
  await record('async', async () => {
    for (let i = 0; i < 100; i++) await tracer.async(late);
  });
  sample.async = (sample.async as number) / 100;
  const inside: Promise<void>[] = [];
  tracer.inside(() => inside.push(perHundred('getBaggage', () => tracer.carrier())));
  await Promise.all(inside);
  await perHundred('parse', () => tracer.parse(TRACEPARENT, BAGGAGE));
  console.log(JSON.stringify(sample));
}

/** Bytes of heap that one call leaves behind, where `--expose-gc` allows to tell. */
function allocated(run: () => unknown): number {
  const gc = (globalThis as { gc?: () => void }).gc;
  if (gc === undefined) return Number.NaN;
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 2000; i++) run();
  return Math.max(0, (process.memoryUsage().heapUsed - before) / 2000);
}

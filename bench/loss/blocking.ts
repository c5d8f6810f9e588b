/** Whether exporting holds up the program: event-loop delay with spans beside the same program without. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Report, round } from '../lib/report.ts';
import { inRounds, middle } from '../lib/rounds.ts';
import type { RunOptions } from '../run.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export async function run({ rounds }: RunOptions): Promise<Report> {
  // The receiver has a process of its own: `inRounds` blocks this one.
  const receiver = fork(path('receiver.ts'), { execArgv: ['--no-warnings'] });
  const [url] = (await once(receiver, 'message')) as [string];
  const program = path('blocking-program.ts');
  const samples = inRounds(
    ['without', 'with'].map((name) => ({ name, program, env: { URL: url } })),
    rounds,
  );
  receiver.kill();
  const figure = (name: string, key: string): number => middle(samples.get(name) ?? [], key);
  const added = figure('with', 'p99') - figure('without', 'p99');
  const goal = 'p99 at most 2 ms above the program without spans';
  return {
    name: 'blocking',
    what: 'Event-loop delay at 20,000 spans a second, in ms (timer resolution 1 ms)',
    rows: ['without', 'with'].map((name) => ({
      spans: name,
      p50: round(figure(name, 'p50')),
      p99: round(figure(name, 'p99')),
      max: round(figure(name, 'max')),
      'CPU between two looks, p99': round(figure(name, 'cpu')),
    })),
    versions: {},
    goals: [{ goal, measured: `${round(added)} ms`, met: added <= 2 }],
  };
}

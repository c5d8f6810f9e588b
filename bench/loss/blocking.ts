/** Whether exporting holds up the program: event-loop delay with spans beside the same program without. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { publish, round } from '../lib/report.ts';
import { inRounds, median } from '../lib/rounds.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

// The receiver has a process of its own: `inRounds` blocks this one.
const receiver = fork(path('receiver.ts'), { execArgv: ['--no-warnings'] });
const [URL_OF_RECEIVER] = (await once(receiver, 'message')) as [string];

const samples = inRounds(
  ['without', 'with'].map((name) => ({
    name,
    program: path('blocking-program.ts'),
    env: { URL: URL_OF_RECEIVER },
  })),
  3,
);
receiver.kill();
const figure = (name: string, key: string): number =>
  median((samples.get(name) ?? []).map((each) => each[key] ?? 0));
const added = figure('with', 'p99') - figure('without', 'p99');
publish({
  name: 'blocking',
  what: 'Event-loop delay at 20,000 spans a second, in ms (timer resolution 1 ms)',
  rows: ['without', 'with'].map((name) => ({
    spans: name,
    p50: round(figure(name, 'p50')),
    p99: round(figure(name, 'p99')),
    max: round(figure(name, 'max')),
  })),
  versions: {},
  goals: [
    {
      goal: 'p99 at most 2 ms above the program without spans',
      measured: `${round(added)} ms`,
      met: added <= 2,
    },
  ],
});

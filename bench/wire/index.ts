/** What the floor costs a request that leaves: idle, and recording, beside a program without it. */
import { type Report, round, versions } from '../lib/report.ts';
import { type Contestant, inRounds, middle, ratio } from '../lib/rounds.ts';
import type { RunOptions } from '../run.ts';

const program = new URL('./program.ts', import.meta.url).pathname;
const CONTESTANTS: readonly Contestant[] = ['plain', 'idle', 'recording'].map((name) => ({ name, program }));
const OPERATIONS = ['fetch, a site', 'fetch in a library', 'http.get'];
const LIMITS: Readonly<Record<string, number>> = { idle: 1.05, recording: 1.2 };

export async function run({ rounds }: RunOptions): Promise<Report> {
  const samples = inRounds(CONTESTANTS, rounds);
  const of = (name: string) => samples.get(name) ?? [];
  const times = (name: string, operation: string): number => round(ratio(of(name), of('plain'), operation));
  return {
    name: 'wire',
    what: 'Microseconds of CPU time that one request costs the thread that sends it; x plain: the ratio within a round',
    rows: OPERATIONS.flatMap((operation) =>
      CONTESTANTS.map(({ name }) => ({
        operation,
        contestant: name,
        us: round(middle(of(name), operation), 1),
        'x plain': times(name, operation),
      })),
    ),
    versions: versions(),
    goals: Object.entries(LIMITS).flatMap(([name, limit]) =>
      OPERATIONS.map((operation) => ({
        goal: `${operation}, ${name} <= ${limit} x`,
        measured: `${times(name, operation)} x`,
        met: times(name, operation) <= limit,
      })),
    ),
  };
}

/**
 * Contestants run in processes of their own, one after the other, round after round, so that a change of
 * the machine's speed hits all alike. What counts is the ratio within a round; the median is quoted.
 */
import { execFileSync } from 'node:child_process';

export interface Contestant {
  readonly name: string;
  readonly program: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export type Sample = Readonly<Record<string, number>>;

/** Each contestant's samples, one a round, in the order of the rounds. */
export function inRounds(contestants: readonly Contestant[], rounds: number): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contestant of rotated(contestants, round)) {
      progress(`round ${round + 1} of ${rounds}: ${contestant.name}`);
      samples.get(contestant.name)?.push(sampleOf(contestant));
    }
  }
  progress('');
  return samples;
}

/** One line that the next one replaces. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

/** Each round begins with another contestant: none is always first on a warm or a cold machine. */
const rotated = <T>(list: readonly T[], by: number): T[] =>
  list.map((_item, index) => list[(index + by) % list.length] as T);

/** The last line that the program prints is its sample as JSON; `wall`: milliseconds of the whole process. */
function sampleOf({ program, flags = [], env, cwd, name }: Contestant): Sample {
  const args = ['--conditions=onetrace-source', '--no-warnings', ...flags, program, name];
  const options = {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: 'pipe',
  } as const;
  const start = performance.now();
  const output = execFileSync(process.execPath, args, options);
  const wall = performance.now() - start;
  return { wall, ...(JSON.parse(output.trim().split('\n').at(-1) ?? '') as Sample) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The median of one figure over the rounds. */
export const middle = (samples: readonly Sample[], figure: string): number =>
  median(samples.map((sample) => sample[figure] as number));

/** The median over the rounds of one contestant's figure less another's in the same round. */
export const difference = (of: readonly Sample[], to: readonly Sample[], figure: string): number =>
  median(of.map((sample, round) => (sample[figure] as number) - (to[round]?.[figure] as number)));

/** The median over the rounds of one contestant's figure divided by another's in the same round. */
export const ratio = (of: readonly Sample[], to: readonly Sample[], figure: string): number =>
  median(of.map((sample, round) => (sample[figure] as number) / (to[round]?.[figure] as number)));

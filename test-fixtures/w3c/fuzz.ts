/**
 * Hostile carriers in numbers: `node test-fixtures/w3c/fuzz.ts [--cases 1000000] [--seed 1]`. Stops at the
 * first case that breaks a rule, with the seed that shows it again.
 */
import { parseArgs } from 'node:util';
import { settingsFrom } from '../../runtime/core/settings.ts';
import { state } from '../../runtime/core/state.ts';
import { carrier } from './fuzz/generate.ts';
import { slowest } from './fuzz/linear.ts';
import { check, checkPrototypes } from './fuzz/properties.ts';
import { Random } from './fuzz/random.ts';

const MEGABYTE = 1_000_000;
/** A quadratic parser needs minutes for a megabyte. */
const SLOW = 1_000;

/** Every case has a seed of its own: `seed + index`. Returns how many carriers were understood. */
export function fuzz(cases: number, seed: number): number {
  state.config = settingsFrom({ destinations: [] });
  let understood = 0;
  for (let at = seed; at < seed + cases; at++) understood += Number(tryCase(at));
  return understood;
}

function tryCase(seed: number): boolean {
  try {
    const understood = check(carrier(new Random(seed)));
    checkPrototypes();
    return understood;
  } catch (cause) {
    throw new Error(`--cases 1 --seed ${seed}`, { cause });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });
  const cases = Number(values.cases ?? 1_000_000);
  const understood = fuzz(cases, Number(values.seed ?? 1));
  console.log(`${cases} carriers, ${understood} understood, every rule held`);
  const { ms, what } = slowest(MEGABYTE);
  console.log(`1 MB of nonsense takes at most ${ms.toFixed(1)} ms: ${what}`);
  if (ms > SLOW) process.exitCode = 1;
}

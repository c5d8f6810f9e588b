/** The cases of `test-vectors/`, which every language of this repository runs. */
import { readFileSync } from 'node:fs';

export interface Vector<Input, Expected> {
  readonly name: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** Throws where a topic has no cases: a table that moved must not pass as tested. */
export function vectorsOf<Input, Expected>(topic: string): readonly Vector<Input, Expected>[] {
  const file = new URL(`../test-vectors/${topic}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Vector<Input, Expected>[] };
  if (cases.length === 0) throw new Error(`test-vectors/${topic}.json has no cases`);
  return cases;
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Run {
  readonly said: Readonly<Record<string, readonly string[]>>;
  readonly rewritten: Readonly<Record<string, number>>;
}

const program = fileURLToPath(new URL('behaviour/run.ts', import.meta.url));

function run(mode: string, writer = 'text'): Run {
  const flags = ['--conditions=onetrace-source', '--no-warnings', program, mode, writer];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8', timeout: 60_000 })) as Run;
}

const untouched = run('untouched');

/** Programs that a compiler changes by itself. */
const SKIPPED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  typescript: { sloppy: 'TypeScript emits every CommonJS module in strict mode' },
};

describe.each([
  ['rules', 'text'],
  ['stress', 'text'],
  ['rules', 'typescript'],
  ['stress', 'typescript'],
  ['rules', 'babel'],
  ['stress', 'babel'],
])('programs behave the same, rewritten by the %s in the %s writer', (mode, writer) => {
  const after = run(mode, writer);
  it('ran every program', () => {
    expect(Object.keys(untouched.said).length).toBeGreaterThan(10);
    expect(Object.keys(after.said)).toEqual(Object.keys(untouched.said));
  });
  it.for(Object.entries(untouched.said))('%s', ([name, lines], { skip }) => {
    const reason = SKIPPED[writer]?.[name];
    skip(reason !== undefined, reason);
    expect(after.rewritten[name], 'sites').toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith('died'))).toEqual([]);
    expect(after.said[name]).toEqual(lines);
  });
});

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Run {
  readonly said: Readonly<Record<string, readonly string[]>>;
  readonly rewritten: Readonly<Record<string, number>>;
}

const program = fileURLToPath(new URL('behaviour/run.ts', import.meta.url));

function run(mode: string): Run {
  const flags = ['--conditions=onetrace-source', '--no-warnings', program, mode];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8', timeout: 60_000 })) as Run;
}

const untouched = run('untouched');

describe.each(['rules', 'stress'])('programs behave the same, rewritten by the %s', (mode) => {
  const after = run(mode);
  it('ran every program', () => {
    expect(Object.keys(untouched.said).length).toBeGreaterThan(10);
    expect(Object.keys(after.said)).toEqual(Object.keys(untouched.said));
  });
  it.each(Object.entries(untouched.said))('%s', (name, lines) => {
    expect(after.rewritten[name], 'sites').toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith('died'))).toEqual([]);
    expect(after.said[name]).toEqual(lines);
  });
});

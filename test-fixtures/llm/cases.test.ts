/** Programs with real clients, untouched and rewritten: see cases/README.md. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { type Expected, problemsOf, type SeenSpan } from './judge.ts';

const cases = fileURLToPath(new URL('./cases', import.meta.url));
const runner = fileURLToPath(new URL('./run-cases.ts', import.meta.url));
// Inside of node_modules, where the clients are found and nothing is kept.
const out = fileURLToPath(new URL('../../node_modules/.cache/onetrace-llm-cases', import.meta.url));
const names = readdirSync(cases).filter((it) => existsSync(join(cases, it, 'program.ts')));

const expectedOf = (name: string): Expected & { readonly content?: boolean; readonly serves?: boolean } =>
  JSON.parse(readFileSync(join(cases, name, 'expected.json'), 'utf8'));

interface Ran {
  readonly printed: string;
  readonly spans: readonly SeenSpan[];
}

/** All in one process, one after the other: starting one for each would take minutes. */
async function runAll(kind: 'untouched' | 'traced'): Promise<Record<string, Ran>> {
  const folder = join(out, kind);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: Object.fromEntries(names.map((it) => [it, join(cases, it, 'program.ts')])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    plugins: kind === 'traced' ? [onetrace()] : [],
  });
  const asked = names.map((it) => {
    const { content = true, serves = false } = expectedOf(it);
    return `${it}=${content ? 'content' : ''},${serves ? 'serves' : ''}`;
  });
  const flags = ['--conditions=onetrace-source', '--no-warnings', runner, folder, ...asked];
  const { stdout } = await promisify(execFile)(process.execPath, flags, {
    maxBuffer: 1 << 28,
    // Some libraries trace nothing in tests.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Record<string, Ran>;
}

const [untouched, traced] = await Promise.all([runAll('untouched'), runAll('traced')]);
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe.each(names)('%s', (name) => {
  const [before, after] = [untouched[name], traced[name]];

  it('prints what it does untouched', () => {
    expect(after?.printed).toBe(before?.printed);
    expect(before?.printed).not.toBe('');
  });

  it('makes these spans', () => {
    expect(problemsOf(expectedOf(name), after?.spans ?? [])).toEqual([]);
  });
});

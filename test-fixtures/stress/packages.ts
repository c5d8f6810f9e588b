/**
 * Runs the test suites that popular packages ship, untouched and stressed, and counts what changed:
 *
 *   node --conditions=onetrace-source test-fixtures/stress/packages.ts [package …] [--sample N] [--json]
 *
 * A test file that does not pass untouched (it needs something that is not installed) says nothing and
 * is left out, and counted as such.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const HOOKS = fileURLToPath(new URL('./hooks.ts', import.meta.url));

/** Packages that ship their tests for `node:test`, and where the tests are. */
export const PACKAGES: Readonly<Record<string, RegExp>> = {
  'find-my-way': /^test\/.*\.test\.js$/,
  'light-my-request': /^test\/.*\.test\.js$/,
  'process-warning': /^test\/.*\.test\.js$/,
  'fast-json-stringify': /^test\/.*\.test\.js$/,
  'json-schema-ref-resolver': /^test\/.*\.test\.js$/,
  '@fastify/error': /^test\/.*\.test\.js$/,
  '@fastify/merge-json-schemas': /^test\/.*\.test\.js$/,
  avvio: /^test\/.*\.test\.js$/,
  'thread-stream': /^test\/[^/]*\.test\.js$/,
  fastify: /^test\/.*\.test\.js$/,
};

export interface Outcome {
  readonly package: string;
  readonly files: number;
  readonly leftOut: number;
  readonly sites: number;
  readonly tests: number;
  /** Files whose results differ, with what was said. */
  readonly different: readonly { readonly file: string; readonly before: string; readonly after: string }[];
}

interface Result {
  /** The names and outcomes of all tests, in order of name. */
  readonly said: string;
  readonly passed: number;
  readonly failed: number;
}

function run(file: string, root: string, log: string | undefined): Promise<Result> {
  const stressed = log === undefined ? [] : ['--conditions=onetrace-source', `--import=${HOOKS}`];
  const args = [...stressed, '--no-warnings', '--test-reporter=tap', '--test', file];
  const env = { ...process.env, STRESS_ROOT: root, STRESS_LOG: log, NODE_TEST_CONTEXT: undefined };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, env, timeout: 60_000, maxBuffer: 1 << 28 },
      (_error, stdout) => {
        const lines = stdout.split('\n').filter((line) => /^\s*(?:not )?ok \d+ - /.test(line));
        const names = lines.map((line) => line.trim().replace(/^((?:not )?ok) \d+ - /, '$1 '));
        const count = (what: string) => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(stdout)?.[1] ?? 0);
        resolve({
          said: names.sort().join('\n'),
          passed: count('pass'),
          failed: count('fail') + count('cancelled'),
        });
      },
    );
  });
}

/** Runs `sample` test files of a package (all by default), spread evenly over the list. */
export async function stress(name: string, sample = Number.POSITIVE_INFINITY): Promise<Outcome> {
  const root = realpathSync(join(MODULES, name));
  const pattern = PACKAGES[name] ?? /\.test\.js$/;
  const all = (readdirSync(root, { recursive: true }) as string[]).filter((it) => pattern.test(it)).sort();
  const step = Math.max(1, all.length / sample);
  const files = all.filter((_file, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  const folder = mkdtempSync(join(tmpdir(), 'stress-'));
  const log = join(folder, 'sites');
  let tests = 0;
  let leftOut = 0;
  const different: { file: string; before: string; after: string }[] = [];
  for (const file of files) {
    const before = await run(join(root, file), root, undefined);
    if (before.failed > 0 || before.passed === 0) leftOut++;
    else {
      tests += before.passed;
      const after = await run(join(root, file), root, log);
      if (after.said !== before.said) different.push({ file, before: before.said, after: after.said });
    }
  }
  const sites = files.length === leftOut ? 0 : sum(readFileSync(log, 'utf8').split('\n'));
  rmSync(folder, { recursive: true });
  return { package: name, files: files.length - leftOut, leftOut, sites, tests, different };
}

const sum = (lines: readonly string[]): number =>
  lines.reduce((total, line) => total + Number(line.split(' ').at(-1) ?? 0), 0);

/** The lines of `after` that `before` has not, for a person. */
const changed = (before: string, after: string): string[] => {
  const had = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !had.has(line));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { sample: { type: 'string' }, json: { type: 'boolean' } },
  });
  const outcomes: Outcome[] = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(PACKAGES)) {
    const outcome = await stress(name, values.sample === undefined ? undefined : Number(values.sample));
    outcomes.push(outcome);
    if (values.json) continue;
    const { files, tests, sites, leftOut, different } = outcome;
    console.log(
      `${name}: ${tests} tests in ${files} files, ${sites} sites, ${different.length} files differ (${leftOut} left out)`,
    );
    for (const { file, before, after } of different) {
      console.log(`  ${file}\n    ${changed(before, after).slice(0, 3).join('\n    ') || 'fewer tests ran'}`);
    }
  }
  if (values.json) console.log(JSON.stringify(outcomes, undefined, 2));
  process.exitCode = outcomes.some(({ different }) => different.length > 0) ? 1 : 0;
}

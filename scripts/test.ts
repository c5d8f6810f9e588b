/**
 * Every check and every test, and as the last line `N passed, N failed, N skipped`, from real counts:
 * each check counts as one, each test as one.
 *
 *   npm test                 everything
 *   npm test -- carrier      only tests whose file matches; no other checks
 *   npm test -- openai       the cases of that vendor, wherever they are
 *
 * Fails above the number of skips that scripts/tiers.json allows.
 *
 * The Python half's suite, python/check.py, runs where there is a Python for it.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLISHED, ROOT } from './packages.ts';
import { countsIn, findPython } from './python.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
}

const bin = (name: string): string => join(ROOT, 'node_modules/.bin', name);
const node = process.execPath;
const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };

/** The first two come first: the others read what they leave. */
const CHECKS: readonly Check[] = [
  { name: 'build', command: [node, 'scripts/build.ts'] },
  { name: 'types of tests', command: [bin('tsc'), '-p', 'tsconfig.tests.json'] },
  { name: 'lint', command: [bin('biome'), 'ci', '.'] },
  {
    name: 'dead exports',
    command: [bin('knip'), '--no-progress', '-W', 'runtime', '-W', 'transformer', '-W', 'plugins'],
  },
  { name: 'rooms', command: [node, 'scripts/rooms.ts'] },
  { name: 'readme', command: [node, 'scripts/readme.ts', '--check'] },
  { name: 'docs', command: [node, '--conditions=onetrace-source', 'scripts/docs.ts', '--check'] },
  ...PUBLISHED.flatMap((folder) => [
    { name: `publint ${folder}`, command: [bin('publint'), '--strict'], cwd: folder },
    {
      name: `arethetypeswrong ${folder}`,
      command: [bin('attw'), '--pack', '.', '--profile', folder === 'runtime' ? 'strict' : 'esm-only'],
      cwd: folder,
    },
  ]),
  { name: 'consumers', command: [node, 'scripts/package/consumers.ts'] },
  { name: 'demo', command: [node, 'examples/pipeline/demo.ts'] },
];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

async function runChecks(counts: Counts): Promise<void> {
  for (const check of CHECKS) {
    const start = performance.now();
    const { code, output } = await run(check);
    counts[code === 0 ? 'passed' : 'failed']++;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? '✓' : '✗'} ${check.name} ${seconds} s`);
    if (code !== 0) console.log(output);
  }
}

function run({ command, cwd = '.' }: Check): Promise<{ code: number; output: string }> {
  const [program, ...args] = command as [string, ...string[]];
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: join(ROOT, cwd), env });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
}

async function runTests(counts: Counts, filters: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tests-'));
  const file = join(folder, 'report.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters];
  const code = await new Promise<number>((resolve) => {
    const child = spawn(node, [bin('vitest'), ...args], { cwd: ROOT, stdio: 'inherit', env });
    child.on('close', (it) => resolve(it ?? 1));
  });
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined;
  rmSync(folder, { recursive: true });
  counts.passed += report?.numPassedTests ?? 0;
  counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  counts.failed += failuresOf(report, code);
}

/** A file that does not load, an error between tests and a run without any test have no test to fail. */
function failuresOf(report: VitestReport | undefined, code: number): number {
  if (report === undefined) return 1;
  const { numPassedTests, numFailedTests, numFailedTestSuites } = report;
  if (numFailedTests > 0) return numFailedTests;
  if (code !== 0) return Math.max(1, numFailedTestSuites);
  return numPassedTests === 0 ? 1 : 0;
}

/** The other half has a runner of its own, whose last line is as ours. */
async function runPython(counts: Counts): Promise<void> {
  const python = findPython();
  if (python === undefined) {
    counts.skipped++;
    return console.log('- python: there is no Python 3.10 or newer here, so its suite is skipped');
  }
  const { code, output } = await run({ name: 'python', command: [python, 'python/check.py'] });
  console.log(output);
  const found = countsIn(output);
  counts.passed += found?.passed ?? 0;
  counts.skipped += found?.skipped ?? 0;
  counts.failed += found?.failed || (code === 0 && found !== undefined ? 0 : 1);
}

/** The suites that have cases of a vendor; there its name is in the test's, not in the file's. */
const VENDOR_SUITES = [
  'test-fixtures/llm',
  'test-fixtures/rewritten',
  'test-fixtures/detection',
  'conformance/vendors',
];

const isVendor = (name: string): boolean => existsSync(join(ROOT, `test-fixtures/llm/${name}-cases.ts`));

const given = process.argv.slice(2);
const [vendor] = given;
const filters =
  given.length === 1 && vendor !== undefined && isVendor(vendor) ? [...VENDOR_SUITES, '-t', vendor] : given;
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const { mostSkipped } = JSON.parse(readFileSync(join(ROOT, 'scripts/tiers.json'), 'utf8')) as {
  mostSkipped: number;
};
if (filters.length === 0) await runChecks(counts);
await runTests(counts, filters);
if (filters.length === 0) await runPython(counts);
const tooManySkipped = filters.length === 0 && counts.skipped > mostSkipped;
if (tooManySkipped) console.error(`more than ${mostSkipped} skips, which scripts/tiers.json allows`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || tooManySkipped ? 1 : 0;

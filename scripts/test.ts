/**
 * Every check and every test, and as the last line `N passed, N failed, N skipped`, from real counts:
 * each check counts as one, each test as one.
 *
 *   npm test                 everything
 *   npm test -- carrier      only tests whose file matches; no other checks
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLISHED, ROOT } from './packages.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
}

const bin = (name: string): string => join(ROOT, 'node_modules/.bin', name);

const CHECKS: readonly Check[] = [
  { name: 'build', command: [process.execPath, 'scripts/build.ts'] },
  { name: 'rooms', command: [process.execPath, 'scripts/rooms.ts'] },
  { name: 'lint', command: [bin('biome'), 'check', '.'] },
  { name: 'types', command: [bin('tsc'), '-p', 'tsconfig.tests.json'] },
  ...PUBLISHED.flatMap((folder) => [
    { name: `publint ${folder}`, command: [bin('publint'), '--strict'], cwd: folder },
    {
      name: `types of ${folder}`,
      command: [bin('attw'), '--pack', '.', '--profile', folder === 'runtime' ? 'node16' : 'esm-only'],
      cwd: folder,
    },
  ]),
];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function run({ command, cwd = '.' }: Check): Promise<{ code: number; output: string }> {
  const [program, ...args] = command as [string, ...string[]];
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: join(ROOT, cwd), env: { ...process.env, FORCE_COLOR: '0' } });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
  });
}

async function checks(counts: Counts): Promise<void> {
  for (const check of CHECKS) {
    const { code, output } = await run(check);
    counts[code === 0 ? 'passed' : 'failed']++;
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name}`);
    if (code !== 0) console.log(output);
  }
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

async function tests(counts: Counts, filters: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tests-'));
  const report = join(folder, 'report.json');
  const reporter = process.stdout.isTTY ? 'default' : 'dot';
  const args = [
    'run',
    `--reporter=${reporter}`,
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ];
  const code = await new Promise<number>((resolve) => {
    spawn(process.execPath, [bin('vitest'), ...args], { cwd: ROOT, stdio: 'inherit' }).on('close', (it) =>
      resolve(it ?? 1),
    );
  });
  const said = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  rmSync(folder, { recursive: true });
  counts.passed += said.numPassedTests;
  counts.skipped += said.numPendingTests + said.numTodoTests;
  // A file that does not even load has no tests to fail: it counts as one.
  const broken = code !== 0 && said.numFailedTests === 0 ? Math.max(1, said.numFailedTestSuites) : 0;
  counts.failed += said.numFailedTests + broken;
  if (said.numPassedTests + said.numFailedTests === 0) counts.failed++;
}

const filters = process.argv.slice(2);
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
if (filters.length === 0) await checks(counts);
await tests(counts, filters);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;

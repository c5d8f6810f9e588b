/**
 * Does an instrumented client still behave? Every case of test-fixtures/llm/openai-cases.ts, untouched and
 * with each peer on it, each in a process of its own: results, classes, properties, order, errors and
 * unhandled rejections are compared with the untouched run.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Report, type Row, versions } from '../lib/report.ts';
import { SETUPS } from './setups.ts';

type Results = Readonly<Record<string, { readonly said: string; readonly spans: number | null }>>;

const program = fileURLToPath(new URL('./contestant.ts', import.meta.url));

function resultsOf(name: string): Results | string {
  const args = ['--conditions=onetrace-source', '--no-warnings', program, name];
  try {
    const output = execFileSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: 60_000,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Results;
  } catch (error) {
    return (
      String((error as { stderr?: string }).stderr ?? error)
        .split('\n')
        .find((line) => /Error/.test(line)) ?? 'it did not run'
    );
  }
}

/** Cases that make no span because they call no model. */
const NO_SPAN = new Set(['a detached method fails as it did']);

export async function run(): Promise<Report> {
  const untouched = resultsOf('untouched');
  if (typeof untouched === 'string') throw new Error(`the untouched client does not run: ${untouched}`);
  const cases = Object.keys(untouched);
  const rows: Row[] = ['onetrace', ...Object.keys(SETUPS).filter((it) => it !== 'untouched')].map((name) =>
    rowOf(name, untouched, cases),
  );
  const [ours] = rows;
  return {
    name: 'behaviour',
    what: `openai 7 with each instrumentation on it: ${cases.length} things that programs do with a client`,
    rows,
    versions: versions('openai', ...Object.keys(SETUPS).filter((it) => it !== 'untouched')),
    goals: [
      {
        goal: 'every case behaves as untouched, with a right span in each',
        measured: `${ours?.same} behave, ${ours?.spans} have their span`,
        met: ours?.same === cases.length && ours?.spans === cases.length,
      },
    ],
  };
}

function rowOf(name: string, untouched: Results, cases: readonly string[]): Row {
  const results = resultsOf(name);
  if (typeof results === 'string') return { name, same: '–', spans: '–', differs: results.slice(0, 100) };
  const same = cases.filter((it) => results[it]?.said === untouched[it]?.said);
  const counted = cases.some((it) => results[it]?.spans !== null);
  const right = cases.filter((it) => results[it]?.spans === (NO_SPAN.has(it) ? 0 : 1));
  const differs = cases.filter((it) => !same.includes(it));
  return {
    name,
    same: same.length,
    of: cases.length,
    spans: counted ? right.length : 'not counted',
    differs: differs.join('; '),
  };
}

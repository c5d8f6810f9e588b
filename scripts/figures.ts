/**
 * Writes the figures of bench/results into the documents that quote them:
 *
 *   <!-- bench:size -->        the whole table
 *   <!-- bench:size goals -->  what was asked for, and what was measured
 *   <!-- /bench -->            the end of either
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './packages.ts';

export const DOCUMENTS: readonly string[] = ['docs/reliability.md', 'docs/queues.md', 'bench/README.md'];

export interface Results {
  readonly what: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly goals: readonly { readonly goal: string; readonly measured: string; readonly met: boolean }[];
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly date: string;
}

const BLOCK = /(<!-- bench:([\w-]+)( goals)? -->)[\s\S]*?(<!-- \/bench -->)/g;

/** The document with its figures as `read` has them; throws where a figure's results are missing. */
export function withFigures(text: string, read: (name: string) => Results = resultsOf): string {
  return text.replace(BLOCK, (_all, open: string, name: string, goals: string | undefined, close: string) => {
    const results = read(name);
    return `${open}\n${goals ? goalsOf(results) : tableOf(results)}\n${close}`;
  });
}

function resultsOf(name: string): Results {
  const file = `${ROOT}bench/results/${name}.json`;
  if (!existsSync(file)) throw new Error(`bench/results/${name}.json is missing: npm run bench ${name}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}

function tableOf({ what, rows, machine, date }: Results): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const body = rows.map((row) => columns.map((column) => row[column] ?? ''));
  const where = `${machine.cpu || 'unknown processor'}, ${machine.cores} cores, Node ${machine.node}, ${date}`;
  return [`${what}.`, '', ...table(columns, body), '', `(${where})`].join('\n');
}

const goalsOf = ({ goals }: Results): string =>
  table(
    ['goal', 'measured', 'met'],
    goals.map(({ goal, measured, met }) => [goal, measured, met ? 'yes' : 'no']),
  ).join('\n');

const table = (columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  line(columns),
  line(columns.map(() => '---')),
  ...rows.map(line),
];

const line = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((it) => (typeof it === 'number' ? it.toLocaleString('en-US') : it.replaceAll('|', '\\|'))).join(' | ')} |`;

if (import.meta.main)
  for (const document of DOCUMENTS) {
    const file = `${ROOT}${document}`;
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const written = withFigures(text);
    if (written !== text) writeFileSync(file, written);
    console.log(`${document}: ${written === text ? 'as it was' : 'written'}`);
  }

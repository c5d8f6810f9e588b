/** Tables for people, and the same as JSON with the machine, the versions and the date. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

export type Row = Readonly<Record<string, string | number>>;

export interface Report {
  readonly name: string;
  readonly what: string;
  readonly rows: readonly Row[];
  /** Versions of what was measured, by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the design asks for, and whether it was reached. */
  readonly goals: readonly { readonly goal: string; readonly measured: string; readonly met: boolean }[];
}

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export function publish(report: Report, { write = true } = {}): void {
  if (write) save(report);
  print(report);
}

function save(report: Report): void {
  const machine = {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  mkdirSync(here('results'), { recursive: true });
  const text = JSON.stringify(
    { ...report, machine, date: new Date().toISOString().slice(0, 10) },
    undefined,
    2,
  );
  writeFileSync(here(`results/${report.name}.json`), `${text}\n`);
}

function print({ what, rows, goals }: Report): void {
  console.log(`\n${what}\n`);
  console.table(rows);
  for (const { goal, measured, met } of goals)
    console.log(`${met ? 'met    ' : 'NOT MET'} ${goal}: ${measured}`);
}

/** The installed version of a package, read by path: not every package exports its package.json. */
export function versionOf(name: string): string {
  const file = here(`node_modules/${name}/package.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

export const versions = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, versionOf(name)]));

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

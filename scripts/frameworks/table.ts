/** The rows' verdicts as a table in Markdown, and what is wrong below it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdicts } from './measure.ts';
import { COLUMNS, FOLDER, type Row } from './row.ts';

const HEADS: Readonly<Record<string, string>> = { forty: '40 at once', edit: 'dev, edited' };
const SIGNS = { whole: '●', broken: '○', none: '–' } as const;

export const tableHead = (): string =>
  [
    `| framework | ${COLUMNS.map((column) => HEADS[column] ?? column).join(' | ')} |`,
    `|---|${COLUMNS.map(() => '---').join('|')}|`,
  ].join('\n');

export const tableLine = ({ title }: Row, verdicts: Verdicts): string =>
  `| ${title} | ${COLUMNS.map((column) => SIGNS[verdicts[column].is]).join(' | ')} |`;

/** A line for each cell that is not whole and says why. */
export const reasonsOf = ({ name }: Row, verdicts: Verdicts): string[] =>
  COLUMNS.flatMap((column) => {
    const { why, is } = verdicts[column];
    return why === undefined ? [] : `${name}, ${column}${is === 'none' ? ' (forbidden)' : ''}: ${why}`;
  });

export const brokenCells = (verdicts: Verdicts): number =>
  COLUMNS.filter((column) => verdicts[column].is === 'broken').length;

const FILE = join(FOLDER, 'TABLE.md');

/** Keeps the measured lines in `TABLE.md`, each in the place of the one with its title. */
export function keepLines(lines: readonly string[]): void {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n') : [];
  const byTitle = new Map(
    [...before.filter((it) => it.startsWith('| ') && !it.startsWith('| framework ')), ...lines].map((it) => [
      titleIn(it),
      it,
    ]),
  );
  const sorted = [...byTitle].sort(([a], [b]) => a.localeCompare(b)).map(([, line]) => line);
  writeFileSync(FILE, `${NOTE}\n\n${tableHead()}\n${sorted.join('\n')}\n`);
}

const titleIn = (line: string): string => line.split('|')[1]?.trim() ?? '';

const NOTE =
  '`npm run frameworks -- --write` measured this. ● whole, ○ broken, – there is none, or the row says what forbids it.';

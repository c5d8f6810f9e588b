/** The rows' verdicts as a table in Markdown, and what is wrong below it. */
import type { Verdicts } from './measure.ts';
import { COLUMNS, type Row } from './row.ts';

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

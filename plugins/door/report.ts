/** What was rewritten, and what was not and why: as data, and as text. */
import { styleText } from 'node:util';
import type { FoundSite, NearMiss, Result } from '@onetrace/transformer';
import type { Message } from './messages.ts';

export interface Report {
  /** Sorted by file, line and column, as are the misses. */
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

export interface Findings extends Pick<Result, 'sites' | 'misses'> {
  readonly messages: readonly Message[];
}

type Place = Pick<NearMiss, 'file' | 'line' | 'column'>;

const comparePlaces = (a: Place, b: Place): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;

export function collectReport(findings: Iterable<Findings>): Report {
  const all = [...findings];
  return {
    sites: all.flatMap(({ sites }) => sites).sort(comparePlaces),
    misses: all.flatMap(({ misses }) => misses).sort(comparePlaces),
    messages: all.flatMap(({ messages }) => messages),
  };
}

/** One line each: `file:line:column  kind  rule  proven|shaped  function`, then the misses with reasons. */
export function formatReport({ sites, misses }: Report, stream: NodeJS.WritableStream): string {
  const dim = (text: string) => styleText('dim', text, { stream });
  const rows = sites.map((it) => [positionText(it), it.kind, it.rule, it.confidence, it.function]);
  const missed = misses.map((it) => [positionText(it), it.kind, it.reason]);
  const lines = [...alignColumns(rows)];
  if (missed.length > 0) lines.push(dim('not rewritten:'), ...alignColumns(missed).map(dim));
  return `${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`;
}

export function reportSummary({ sites, misses }: Pick<Report, 'sites' | 'misses'>): string {
  const files = new Set(sites.map(({ file }) => file)).size;
  const near = misses.length === 0 ? '' : `, ${countNoun(misses.length, 'near miss', 'near misses')}`;
  return `${countNoun(sites.length, 'site')} in ${countNoun(files, 'file')}${near}`;
}

/** What the `report` option prints, on stderr. */
export function printReport(report: Report, how: true | 'sites'): void {
  const shown = how === 'sites' ? { ...report, misses: [] } : report;
  process.stderr.write(`onetrace: ${reportSummary(shown)}\n${formatReport(shown, process.stderr)}`);
}

export const countNoun = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const positionText = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

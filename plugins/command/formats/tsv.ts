import type { FoundSite } from '@onetrace/transformer';
import type { Checked } from './checked.ts';

export function formatTsv({ sites }: Checked): string {
  return sites.map((site) => `${columnsOf(site).map(tsvCell).join('\t')}\n`).join('');
}

const columnsOf = (it: FoundSite): (string | number)[] => [
  it.file,
  it.line,
  it.column,
  it.kind,
  it.confidence,
  it.methodLine,
  it.methodColumn,
  it.rule,
  it.function,
];

const tsvCell = (value: string | number): string => String(value).replace(/[\t\r\n]/g, ' ');

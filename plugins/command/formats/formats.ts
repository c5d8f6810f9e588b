import { styleText } from 'node:util';
import type { FoundSite } from '@onetrace/transformer';
import { countNoun, formatReport, type Report, reportSummary } from '../door/report.ts';

export interface Checked extends Report {
  /** How many files were read. */
  readonly files: number;
}

/** The last line ends with a line break, where there is one. */
export const FORMATS: Readonly<Record<Format, (checked: Checked) => string>> = {
  pretty: formatPretty,
  tsv: formatTsv,
  json: formatJson,
};

export type Format = 'pretty' | 'tsv' | 'json';

function formatPretty(checked: Checked): string {
  const stream = process.stdout;
  const broken = checked.messages.map(({ text }) => `${styleText('yellow', text, { stream })}\n`).join('');
  return `${formatReport(checked, stream)}${broken}${styleText('bold', checkConclusion(checked), { stream })}\n`;
}

function checkConclusion(checked: Checked): string {
  const { files, sites, misses } = checked;
  if (files === 0) return 'No files to check. Name the folder that holds your sources: onetrace check src';
  if (sites.length > 0) return `${reportSummary(checked)}, of ${countNoun(files, 'file')} read.`;
  const why =
    misses.length > 0
      ? 'the near misses above say why.'
      : 'none of them calls fetch or an LLM client, or registers a handler, in a way that onetrace knows. ' +
        'To trace a function, make "use trace" its first statement.';
  return `0 sites found in ${countNoun(files, 'file')}: ${why}`;
}

function formatTsv({ sites }: Checked): string {
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

function formatJson({ files, sites, misses, messages }: Checked): string {
  return `${JSON.stringify({ files, sites, misses, messages }, null, 2)}\n`;
}

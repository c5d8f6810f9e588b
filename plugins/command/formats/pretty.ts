import { styleText } from 'node:util';
import { countNoun, formatReport, reportSummary } from '../../door/report.ts';
import type { Checked } from './checked.ts';

export function formatPretty(checked: Checked): string {
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

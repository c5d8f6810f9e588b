/** SARIF 2.1.0: near misses as notes, messages as warnings. Sites are no findings, and only counted. */
import { type Checked, fromHere, missesBeyondMessages } from './checked.ts';

interface Finding {
  readonly ruleId: string;
  readonly level: 'note' | 'warning';
  readonly text: string;
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number;
}

export function formatSarif(checked: Checked): string {
  const findings = findingsOf(checked);
  const ruleIds = [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
  const driver = {
    name: 'onetrace',
    informationUri: 'https://www.npmjs.com/package/@onetrace/plugins',
    rules: ruleIds.map((id) => ({ id, shortDescription: { text: ruleText(id) } })),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    results: findings.map(sarifResult),
    properties: { files: checked.files, sites: checked.sites.length },
  };
  const log = { version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function findingsOf(checked: Checked): Finding[] {
  const { root, messages } = checked;
  return [
    ...missesBeyondMessages(checked).map(({ file, line, column, kind, reason }): Finding => {
      const place = { file: fromHere(root, file), line, column };
      return { ruleId: `near-miss/${kind}`, level: 'note', text: `Not traced: ${reason}.`, ...place };
    }),
    ...messages.map(({ code, file, line, text }): Finding => {
      return { ruleId: `message/${code}`, level: 'warning', text, file: fromHere(root, file), line };
    }),
  ];
}

const ruleText = (id: string): string =>
  id.startsWith('near-miss/')
    ? `Looks like a site of the kind "${id.slice('near-miss/'.length)}" and is left alone`
    : 'A file was left as it is, or a trace that was asked for is refused';

function sarifResult({ ruleId, level, text, file, line, column }: Finding): object {
  const region =
    line === undefined ? {} : { region: { startLine: line, ...(column && { startColumn: column }) } };
  const artifactLocation = { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
  return {
    ruleId,
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation, ...region } }],
  };
}

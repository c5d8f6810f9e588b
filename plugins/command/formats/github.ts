/** Workflow commands of GitHub Actions, which become annotations of the changed files. */
import { type Checked, fromHere, missesBeyondMessages } from './checked.ts';

interface Annotation {
  readonly level: 'notice' | 'warning';
  readonly file: string;
  readonly line?: number | undefined;
  readonly col?: number;
  readonly title: string;
  readonly text: string;
}

export function formatGithub(checked: Checked): string {
  const { root, messages } = checked;
  const annotations: Annotation[] = [
    ...messages.map(({ code, file, line, text }): Annotation => {
      return { level: 'warning', file: fromHere(root, file), line, title: `onetrace: ${code}`, text };
    }),
    ...missesBeyondMessages(checked).map(({ file, line, column, kind, reason }): Annotation => {
      const place = { file: fromHere(root, file), line, col: column };
      return { level: 'notice', ...place, title: `onetrace: not traced (${kind})`, text: reason };
    }),
  ];
  return annotations.map((it) => `${workflowCommand(it)}\n`).join('');
}

function workflowCommand({ level, text, ...properties }: Annotation): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
  const list = given.map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeData(text)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** What `onetrace init` tells a person. */
import { log } from '@clack/prompts';
import type { Project } from './project.ts';
import type { ByHand, SetUp } from './set-up.ts';

export function describeProject(project: Project, setUps: readonly SetUp[]): string {
  const tools = setUps.map(({ tool, how }) => `${tool}: ${how}`);
  const language = project.isTypeScript
    ? `TypeScript ${project.installedVersion('typescript') ?? ''}`.trim()
    : 'JavaScript';
  const kind = project.isModule ? 'ES modules' : 'CommonJS';
  return [`${project.name}: ${language}, ${kind}, ${project.packageManager}`, ...tools].join('\n');
}

export function printByHand(byHand: readonly ByHand[]): void {
  for (const { file, reason, lines } of byHand) {
    log.warn([`By hand, in ${file}: ${reason}.`, '', ...lines.map((it) => `  ${it}`)].join('\n'));
  }
}

export function describeNext(project: Project, byHand: readonly ByHand[]): string {
  const { scripts = {} } = project.manifest;
  const run = project.packageManager === 'npm' ? 'npm run' : project.packageManager;
  const start = ['dev', 'start'].find((it) => it in scripts);
  const how = start === undefined ? 'start your program' : `${run} ${start}`;
  return [
    byHand.length === 0 ? 'Set up.' : 'Set up, but for the lines above.',
    '',
    'To see traces:',
    '  npx @onetrace/viewer                                    a page on this machine, at http://localhost:4318',
    `  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 ${how}`,
    'No spans? npx onetrace doctor. Undo: git checkout.',
  ].join('\n');
}

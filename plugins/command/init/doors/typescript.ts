/** `tsc`: ts-patch runs the transformer inside the compiler. */
import { entryOf } from '../entry.ts';
import { readJson, setJson } from '../json-edit.ts';
import type { Project } from '../project.ts';
import { commandCalls, rewriteCommand } from '../scripts.ts';
import type { ByHand, SetUp } from '../set-up.ts';
import { importDoor } from './node.ts';

const PLUGIN = { transform: '@onetrace/plugins/ts-patch', transformProgram: true };

export function typescriptDoor(project: Project): SetUp | undefined {
  const compilers = ['tsc', 'tspc'].flatMap((name) => commandCalls(project, name));
  const calls = compilers.filter(({ rest }) => !/--noEmit\b/.test(rest));
  const [call] = calls;
  if (call === undefined) return undefined;
  const config = /(?:^|\s)(?:-p|--project)\s+(\S+)/.exec(call.rest)?.[1] ?? 'tsconfig.json';
  const file = config.endsWith('.json') ? config : `${config}/tsconfig.json`;
  if (compilerOptions(project, file).noEmit === true) return undefined;
  const patch = patchVersion(project);
  if (patch === undefined) return withoutPatch(project);
  const byHand = planTsconfig(project, file);
  rewriteCommand(project, 'tsc', (rest) => (/--noEmit\b/.test(rest) ? undefined : `tspc${rest}`));
  return {
    tool: `TypeScript ${project.installedVersion('typescript')}`,
    how: 'ts-patch: tspc in place of tsc',
    devDependencies: ['@onetrace/plugins', `ts-patch@${patch}`],
    entry: entryOf(project),
    byHand,
  };
}

/** ts-patch 3 is for TypeScript 5, 4 for 6. TypeScript 7 takes no transformers, nor does any before 5.7. */
export function patchVersion(project: Project): string | undefined {
  const [major = 0, minor = 0] = (project.installedVersion('typescript') ?? '').split('.').map(Number);
  if (major === 5 && minor >= 7) return '^3.3.0';
  return major === 6 ? '^4.0.0' : undefined;
}

export function planTsconfig(project: Project, file: string): ByHand[] {
  const text = project.read(file);
  const lines = [`"plugins": [${JSON.stringify(PLUGIN)}]`];
  if (text === undefined) return [{ file, reason: 'there is no such file', lines }];
  const { plugins } = compilerOptions(project, file);
  const known = Array.isArray(plugins) ? (plugins as unknown[]) : [];
  if (JSON.stringify(known).includes('@onetrace/plugins')) return [];
  const changed = setJson(text, ['compilerOptions', 'plugins'], [...known, PLUGIN]);
  if (changed === undefined) return [{ file, reason: 'it does not parse', lines }];
  project.write(file, changed);
  return [];
}

function compilerOptions(project: Project, file: string): Readonly<Record<string, unknown>> {
  const config = readJson(project.read(file) ?? '{}') as
    | { compilerOptions?: Record<string, unknown> }
    | undefined;
  return config?.compilerOptions ?? {};
}

/** What tsc emits is rewritten when Node loads it. */
function withoutPatch(project: Project): SetUp {
  const version = project.installedVersion('typescript') ?? 'of unknown version';
  const setUp = importDoor(project, () => true);
  const tool = `TypeScript ${version}`;
  if (setUp !== undefined)
    return { ...setUp, tool, how: `${setUp.how}, since this compiler takes no plugins` };
  const lines = ['node --import @onetrace/plugins/node dist/app.js'];
  const reason = 'this compiler takes no plugins; start the program with';
  return {
    tool,
    how: 'by hand',
    dependencies: ['@onetrace/plugins'],
    byHand: [{ file: 'package.json', reason, lines }],
  };
}

/** NestJS: its command line compiles with the `typescript` in node_modules, so that one is patched. */
import { readJson } from '../json-edit.ts';
import type { Project } from '../project.ts';
import { appendScript } from '../scripts.ts';
import type { SetUp } from '../set-up.ts';
import { importDoor } from './node.ts';
import { patchVersion, planTsconfig } from './typescript.ts';

interface NestCli {
  readonly sourceRoot?: string;
  readonly entryFile?: string;
  readonly compilerOptions?: {
    readonly builder?: string | { readonly type?: string };
    readonly webpack?: boolean;
    readonly tsConfigPath?: string;
  };
}

export function nestDoor(project: Project): SetUp | undefined {
  if (!project.has('@nestjs/core')) return undefined;
  const cli = (readJson(project.read('nest-cli.json') ?? '{}') ?? {}) as NestCli;
  const { builder, webpack, tsConfigPath = 'tsconfig.json' } = cli.compilerOptions ?? {};
  const type =
    webpack === true ? 'webpack' : ((typeof builder === 'object' ? builder.type : builder) ?? 'tsc');
  const entry = project.find(`${cli.sourceRoot ?? 'src'}/${cli.entryFile ?? 'main'}.ts`);
  const patch = patchVersion(project);
  if (type !== 'tsc' || patch === undefined) return withImport(project, entry);
  const byHand = planTsconfig(project, tsConfigPath);
  appendScript(project, 'prepare', 'ts-patch install');
  return {
    tool: 'NestJS',
    how: 'ts-patch in tsconfig.json, for nest build and nest start',
    devDependencies: ['@onetrace/plugins', `ts-patch@${patch}`],
    entry,
    byHand,
    after: [['ts-patch', 'install', '-s']],
  };
}

/** With another builder, or a compiler that takes no plugins, the output is rewritten when Node loads it. */
function withImport(project: Project, entry: string | undefined): SetUp {
  const setUp = importDoor(project, (rest) => /\bdist\/\S*main\b|\bmain\b/.test(rest));
  if (setUp !== undefined) return { ...setUp, tool: 'NestJS', entry };
  const lines = ['node --import @onetrace/plugins/node dist/main.js'];
  const reason = 'no script starts the built program; start it with';
  return {
    tool: 'NestJS',
    how: 'by hand',
    dependencies: ['@onetrace/plugins'],
    entry,
    byHand: [{ file: 'package.json', reason, lines }],
  };
}

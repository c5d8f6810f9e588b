/** esbuild: a build script of the project, or its command line, which takes no plugins. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf } from '../entry.ts';
import { ModuleSource } from '../module-source.ts';
import type { Project } from '../project.ts';
import { commandCalls, rewriteCommand } from '../scripts.ts';
import type { ByHand, SetUp } from '../set-up.ts';
import { buildScriptFor } from './esbuild-flags.ts';

const MODULE = '@onetrace/plugins/esbuild';
const SCRIPT = 'build.mjs';

export function esbuildDoor(project: Project): SetUp | undefined {
  if (!project.has('esbuild')) return undefined;
  const entry = entryOf(project);
  const scripts = buildScripts(project);
  const hasCalls = commandCalls(project, 'esbuild').length > 0;
  if (scripts.length === 0 && !hasCalls) return undefined;
  const byHand =
    scripts.length > 0 ? scripts.flatMap((file) => planScript(project, file)) : planFlags(project);
  return {
    tool: 'esbuild',
    how:
      scripts.length > 0
        ? `the plugin in ${scripts.join(', ')}`
        : `${SCRIPT}, since the command takes no plugins`,
    devDependencies: ['@onetrace/plugins'],
    entry,
    byHand,
  };
}

/** Files beside package.json, or in `scripts/`, that call esbuild's API. */
function buildScripts(project: Project): string[] {
  const files = ['', 'scripts/'].flatMap((below) =>
    namesIn(join(project.folder, below)).map((name) => below + name),
  );
  return files.filter(
    (file) => /\.[cm]?[jt]s$/.test(file) && /['"]esbuild['"]/.test(project.read(file) ?? ''),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function planScript(project: Project, file: string): ByHand[] {
  const source = new ModuleSource(file, project.read(file) ?? '');
  if (source.isSetUp) return [];
  const isDone =
    source.addToCalls(['build', 'context'], ['plugins'], 'onetrace()') &&
    source.addImport('onetrace', MODULE);
  if (!isDone) {
    const lines = [`import { onetrace } from '${MODULE}';`, 'plugins: [onetrace(), …]'];
    return [{ file, reason: 'no build(…) or context(…) with an object of options was found', lines }];
  }
  project.write(file, source.text);
  return [];
}

/** One call of the command becomes a script with the same options; of several, or with others, none. */
function planFlags(project: Project): ByHand[] {
  const calls = commandCalls(project, 'esbuild');
  const [call] = calls;
  const script = calls.length === 1 && call ? buildScriptFor(call.rest) : undefined;
  if (script === undefined || project.read(SCRIPT) !== undefined) {
    const lines = [
      `import { onetrace } from '${MODULE}';`,
      'await build({ …your flags, plugins: [onetrace()] });',
    ];
    const reason = 'the command line of esbuild takes no plugins; call its API in a script';
    return [{ file: 'package.json', reason, lines }];
  }
  project.write(SCRIPT, script);
  rewriteCommand(project, 'esbuild', () => `node ${SCRIPT}`);
  return [];
}

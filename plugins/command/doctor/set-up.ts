/** Whether the tools of a project run onetrace. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { planDoors } from '../init/doors/doors.ts';
import type { Project } from '../init/project.ts';
import { type Finding, hint, okay, problem } from './finding.ts';

export function checkSetUp(project: Project): Finding[] {
  const setUps = planDoors(project);
  if (setUps.length === 0) {
    const text = 'no build tool that onetrace knows was found here; name the folder of the program itself';
    return [hint(text), ...checkCompiler(project)];
  }
  const tools = setUps.map(({ tool }) => tool).join(', ');
  const open = setUps.flatMap(({ byHand = [] }) => byHand.map(({ file }) => file));
  if (project.changed.length === 0 && open.length === 0) {
    return [okay(`${tools}: onetrace is set up`), ...checkCompiler(project)];
  }
  const files = [...new Set([...project.changed, ...open])].join(', ');
  return [
    problem(`${tools}: onetrace is not set up in ${files}. Run: npx onetrace init`),
    ...checkCompiler(project),
  ];
}

/** A transformer in tsconfig.json that no compiler runs. */
function checkCompiler(project: Project): Finding[] {
  const config = project.readOriginal('tsconfig.json') ?? '';
  if (!config.includes('@onetrace/plugins/ts-patch')) return [];
  const version = project.installedVersion('typescript') ?? '';
  const patch = project.installedVersion('ts-patch');
  const [major = 0] = version.split('.').map(Number);
  if (major >= 7) {
    return [
      problem(
        `TypeScript ${version} takes no transformers, so the plugin in tsconfig.json does nothing. Start the program with "node --import @onetrace/plugins/node", use a bundler's plugin, or TypeScript 6`,
      ),
    ];
  }
  if (patch === undefined) {
    return [
      problem(
        'tsconfig.json names a transformer, and ts-patch, which runs it, is not installed. Run: npx onetrace init',
      ),
    ];
  }
  const wanted = major === 5 ? 3 : 4;
  if (Number.parseInt(patch, 10) !== wanted) {
    return [problem(`ts-patch ${patch} is not for TypeScript ${version}. Install ts-patch@${wanted}`)];
  }
  if (project.has('@nestjs/core') && !isPatched(project)) {
    return [
      problem(
        'nest build uses the TypeScript in node_modules, which is not patched, so the transformer does not run. Run "npx ts-patch install", and put it into the script "prepare"',
      ),
    ];
  }
  return [];
}

/** ts-patch marks the files that it changes. */
function isPatched({ folder }: Project): boolean {
  try {
    const file = createRequire(join(folder, '_')).resolve('typescript');
    return existsSync(file) && readFileSync(file, 'utf8').includes('/// tsp-module');
  } catch {
    return false;
  }
}

/** `onetrace init`: finds the tools of a project, shows what would change, asks once, and applies it. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { confirm, isCancel, log } from '@clack/prompts';
import type { Arguments } from '../arguments.ts';
import { checkFiles } from '../check.ts';
import { patchOf } from '../diff/text-diff.ts';
import { DONE, UNMET } from '../exit-codes.ts';
import { Misuse } from '../misuse.ts';
import { planDoors } from './doors/doors.ts';
import { describeNext, describeProject, printByHand } from './init-text.ts';
import { installCommand, planDependencies, runInstall } from './install.ts';
import { planInstrumentation } from './instrumentation.ts';
import { Project } from './project.ts';
import type { ByHand, SetUp } from './set-up.ts';
import { describeSites } from './sites-text.ts';

export async function runInit(args: Arguments): Promise<number> {
  const project = new Project(folderOf(args));
  const setUps = planDoors(project);
  if (setUps.length === 0) throw new Misuse(unknownTool(project));
  log.step(describeProject(project, setUps));
  const byHand = planAll(project, setUps);
  printByHand(byHand);
  if (project.changed.length === 0) {
    log.success(
      byHand.length === 0 ? 'onetrace is set up here already; nothing to change.' : 'Nothing else to change.',
    );
    return finish(project, byHand);
  }
  process.stdout.write(`${project.changed.map((file) => patchOf(changeOf(project, file))).join('')}\n`);
  if (args.flag('dry-run')) return DONE;
  if (!(await isWanted(args, project))) return UNMET;
  applyChanges(project);
  const isInstalled = args.flag('no-install') || (await runInstall(project, setUps));
  if (!isInstalled) {
    log.error(
      `${installCommand(project).join(' ')} failed, see above. The files are changed; run it again by hand.`,
    );
    return UNMET;
  }
  return finish(project, byHand);
}

function folderOf({ positionals }: Arguments): string {
  const folder = resolve(positionals[0] ?? '.');
  if (positionals.length > 1) throw new Misuse('onetrace init takes one folder');
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) throw new Misuse(`there is no folder ${relative('', folder)}`);
  return folder;
}

function unknownTool({ manifest, folder }: Project): string {
  if (manifest.workspaces !== undefined) {
    return `${folder} is the root of a workspace. Name the package to set up: onetrace init packages/web`;
  }
  return `no build tool that onetrace knows was found in ${folder}. To run without one: node --import @onetrace/plugins/node app.js. All ways: https://www.npmjs.com/package/@onetrace/plugins`;
}

/** Plans everything that the doors leave to all alike, and returns what is to be done by hand. */
export function planAll(project: Project, setUps: readonly SetUp[]): ByHand[] {
  planDependencies(project, setUps);
  const entries = new Set(
    setUps.flatMap(({ entry, needsInstrumentation }) =>
      entry !== undefined && needsInstrumentation !== false ? entry : [],
    ),
  );
  const imports = [...entries].flatMap((entry) => planInstrumentation(project, entry));
  return [...setUps.flatMap(({ byHand = [] }) => byHand), ...imports];
}

const changeOf = (project: Project, file: string) => ({
  file,
  before: project.readOriginal(file),
  after: project.read(file) ?? '',
});

async function isWanted(args: Arguments, project: Project): Promise<boolean> {
  if (args.flag('yes')) return true;
  if (!process.stdin.isTTY) {
    log.warn('Nothing was changed: there is no terminal to ask in. Run it again with --yes.');
    return false;
  }
  const install = args.flag('no-install') ? '' : `, and run "${installCommand(project).join(' ')}"`;
  const answer = await confirm({
    message: `Apply these changes to ${project.changed.length} files${install}?`,
  });
  if (answer === true && !isCancel(answer)) return true;
  log.info('Nothing was changed.');
  return false;
}

function applyChanges(project: Project): void {
  for (const file of project.changed) {
    const path = join(project.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, project.read(file) ?? '');
  }
}

function finish(project: Project, byHand: readonly ByHand[]): number {
  const checked = checkFiles({ paths: [project.folder], include: [], exclude: [] });
  log.info(describeSites(checked));
  log.success(describeNext(project, byHand));
  return byHand.length === 0 ? DONE : UNMET;
}

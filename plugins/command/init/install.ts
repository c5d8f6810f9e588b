/** Dependencies in package.json, and the package manager that installs them. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setJson } from './json-edit.ts';
import type { PackageManager, Project } from './project.ts';
import type { SetUp } from './set-up.ts';

const RUN: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['npx', '--no-install'],
  pnpm: ['pnpm', 'exec'],
  yarn: ['yarn', 'run'],
  bun: ['bun', 'x'],
};

export const installCommand = ({ packageManager }: Project): readonly string[] => [packageManager, 'install'];

/** Adds what the set-ups need, in the version of this command. */
export function planDependencies(project: Project, setUps: readonly SetUp[]): void {
  const atRunTime = new Set(['onetrace', ...setUps.flatMap(({ dependencies = [] }) => dependencies)]);
  const atBuildTime = new Set(setUps.flatMap(({ devDependencies = [] }) => devDependencies));
  for (const name of atRunTime) addDependency(project, 'dependencies', name);
  for (const name of atBuildTime) if (!atRunTime.has(name)) addDependency(project, 'devDependencies', name);
}

/** `name` or `name@range`. What is listed already, whichever version, stays. */
function addDependency(project: Project, list: 'dependencies' | 'devDependencies', spec: string): void {
  const [, name = spec, range = `^${ownVersion()}`] = /^(@?[^@]+)@(.+)$/.exec(spec) ?? [];
  if (project.has(name)) return;
  const changed = setJson(project.read('package.json') ?? '{}', [list, name], range);
  if (changed !== undefined) project.write('package.json', changed);
}

function ownVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('@onetrace/plugins/package.json') as { version: string }).version;
}

/** Runs the package manager, then what the set-ups ask for. False where one of them fails. */
export async function runInstall(project: Project, setUps: readonly SetUp[]): Promise<boolean> {
  const after = setUps.flatMap(({ after: commands = [] }) => commands);
  const run = RUN[project.packageManager];
  const commands = [installCommand(project), ...after.map((it) => [...run, ...it])];
  for (const command of commands) {
    process.stdout.write(`$ ${command.join(' ')}\n`);
    if (!(await runProgram(command, project.folder))) return false;
  }
  return true;
}

function runProgram([program = '', ...args]: readonly string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    // On Windows, package managers are scripts, which only a shell starts.
    const child = spawn(program, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

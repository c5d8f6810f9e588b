/** Which onetrace a project has, and whether it is one. */
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Project } from '../init/project.ts';
import { type Finding, okay, problem } from './finding.ts';

interface Installed {
  readonly folder: string;
  readonly version: string;
}

export function checkPackages(project: Project): Finding[] {
  const from = join(project.folder, '_');
  const runtime = installedAt('onetrace', from);
  const plugins = installedAt('@onetrace/plugins', from);
  const absent = [
    ...(runtime === undefined ? ['onetrace'] : []),
    ...(plugins === undefined ? ['@onetrace/plugins'] : []),
  ];
  if (runtime === undefined || plugins === undefined) {
    return [
      problem(`${absent.join(' and ')} cannot be found from ${project.folder}. Run: npx onetrace init`),
    ];
  }
  const other = installedAt('onetrace', join(plugins.folder, '_'));
  if (other !== undefined && other.folder !== runtime.folder) return [twoCopies(runtime, other)];
  if (runtime.version !== plugins.version) {
    const text = `onetrace is ${runtime.version} and @onetrace/plugins is ${plugins.version}. Install both in one version`;
    return [problem(text)];
  }
  return [okay(`onetrace ${runtime.version} and its plugins are installed`)];
}

const twoCopies = (one: Installed, other: Installed): Finding =>
  problem(
    `there are two copies of onetrace, ${one.version} in ${one.folder} and ${other.version} in ${other.folder}. What one records, the other does not know. Install one version, then "npm dedupe"`,
  );

function installedAt(name: string, from: string): Installed | undefined {
  try {
    const file = createRequire(from).resolve(`${name}/package.json`);
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return { folder: realpathSync(dirname(file)), version };
  } catch {
    return undefined;
  }
}

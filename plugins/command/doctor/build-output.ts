/** Whether what was built last has rewritten sites in it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Checked } from '../formats/checked.ts';
import type { Project } from '../init/project.ts';
import { type Finding, okay, problem } from './finding.ts';

const FOLDERS = ['dist', 'build', 'out', '.next/server', '.output/server', '.svelte-kit/output/server'];
/** An import of the helpers, or the state that a bundled runtime keeps. */
const REWRITTEN = /onetrace\/inject|onetrace\.1/;
/** Enough to find one file with a site; a build may have thousands. */
const MAX_FILES = 5000;

export function checkBuild(project: Project, { sites }: Checked): Finding[] {
  if (sites.length === 0) return [];
  return FOLDERS.flatMap((folder) => {
    const files = filesBelow(join(project.folder, folder), MAX_FILES);
    if (files.length === 0 || runsWithImport(project)) return [];
    if (files.some((file) => REWRITTEN.test(readFileSync(file, 'utf8')))) {
      return [okay(`${folder}/ holds rewritten sites`)];
    }
    return [
      problem(
        `${folder}/ holds no rewritten site, though the sources have ${sites.length}. It was built before onetrace was set up, by another build than the one with the plugin, or with these files excluded. Build again; with report: true the plugin lists what it rewrote`,
      ),
    ];
  });
}

/** Then modules are rewritten when they are loaded, not in the build. */
const runsWithImport = ({ manifest }: Project): boolean =>
  Object.values(manifest.scripts ?? {}).some((it) => it.includes('@onetrace/plugins/node'));

function filesBelow(folder: string, limit: number): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((it) => it.isFile() && /\.[cm]?js$/.test(it.name) && !it.parentPath.includes('node_modules'))
    .slice(0, limit)
    .map((it) => join(it.parentPath, it.name));
}

/** Programs that Bun runs from their sources: a preload in bunfig.toml. */
import { entryOf } from '../entry.ts';
import type { Project } from '../project.ts';
import { commandCalls, sourceArgument } from '../scripts.ts';
import type { ByHand, SetUp } from '../set-up.ts';

const FILE = 'bunfig.toml';
const LINE = 'preload = ["@onetrace/plugins/bun-preload"]';

export function bunDoor(project: Project): SetUp | undefined {
  const calls = ['bun', 'bun run'].flatMap((name) => commandCalls(project, name));
  const isRun = calls.some(({ rest }) => sourceArgument(rest.replace(/^run\s+/, ''), project) !== undefined);
  if (!isRun) return undefined;
  return {
    tool: 'Bun',
    how: `a preload in ${FILE}`,
    dependencies: ['@onetrace/plugins'],
    entry: entryOf(project),
    byHand: planPreload(project),
  };
}

/** Top-level keys of TOML come before the first table. */
function planPreload(project: Project): ByHand[] {
  const text = project.read(FILE) ?? '';
  if (text.includes('@onetrace/plugins')) return [];
  if (/^\s*preload\s*=/m.test(text)) {
    return [{ file: FILE, reason: 'it has a preload already', lines: ['"@onetrace/plugins/bun-preload"'] }];
  }
  project.write(FILE, `${LINE}\n${text}`);
  return [];
}

/**
 * Links the commands of this repository into `node_modules/.bin`, so that `npx onetrace` works in the checkout.
 * `npm ci` links no command of a workspace.
 */
import { lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { binsOf, PUBLISHED, ROOT } from './packages.ts';

export function linkCommands(): void {
  // There, a command is a script that npm writes.
  if (process.platform === 'win32') return;
  const folder = join(ROOT, 'node_modules/.bin');
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of PUBLISHED.flatMap(commandsToLink)) {
    const isThere = lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
    if (!isThere) symlinkSync(path, join(folder, name));
  }
}

const commandsToLink = (folder: string): [name: string, path: string][] =>
  Object.entries(binsOf(folder)).map(([name, path]) => [name, join('../..', folder, path)]);

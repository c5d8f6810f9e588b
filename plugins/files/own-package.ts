/** Where onetrace itself lives: it is never rewritten, and apps that do not list it still find it. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const RUNTIME = 'onetrace/inject';

/** This package's folder. */
export const HERE: string = dirname(fileURLToPath(import.meta.url));

/** The folder of the `onetrace` that a file in `from` finds. */
export function runtimeFolder(from: string): string | undefined {
  try {
    return realpathSync(dirname(createRequire(`${from}/_`).resolve('onetrace/package.json')));
  } catch {
    return undefined;
  }
}

/** The file that `import 'onetrace/inject'` means here. */
export const ownRuntime = (): string => fileURLToPath(import.meta.resolve(RUNTIME));

/** Real folders that must not be rewritten, with forward slashes, one at the end. */
export function ownFolders(): string[] {
  const folder = runtimeFolder(HERE);
  return folder === undefined ? [] : [`${folder.replaceAll('\\', '/')}/`];
}

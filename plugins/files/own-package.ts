/** Where onetrace itself is installed: it is never rewritten, and found by apps that do not depend on it. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const RUNTIME = 'onetrace/inject';
/** Node's floor alone, which does nothing elsewhere. */
export const FLOOR = 'onetrace/floor';

/** A folder of this package. */
export const HERE: string = dirname(fileURLToPath(import.meta.url));

/** The folder of the `onetrace` that a file in `from` resolves. */
export function runtimeFolder(from: string): string | undefined {
  try {
    return realpathSync(dirname(createRequire(`${from}/_`).resolve('onetrace/package.json')));
  } catch {
    return undefined;
  }
}

/** The file that `import 'onetrace/inject'` means on Node; or the one of every platform, without Node's floor. */
export function ownRuntime(forNode: boolean, id: string = RUNTIME): string {
  const path = fileURLToPath(import.meta.resolve(id));
  return forNode ? path : path.replace(/inject-node(\.\w+)$/, 'inject$1');
}

/** Real paths of folders that must not be rewritten, with forward slashes and a trailing one. */
export function ownFolders(): string[] {
  const folder = runtimeFolder(HERE);
  return folder === undefined ? [] : [`${folder.replaceAll('\\', '/')}/`];
}

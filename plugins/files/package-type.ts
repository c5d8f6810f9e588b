import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Kind = 'esm' | 'cjs';

const known = new Map<string, Kind>();

/** The module kind that the nearest `package.json` gives a `.js` or `.ts` file. */
export function packageKind(path: string): Kind {
  const folder = dirname(path);
  let kind = known.get(folder);
  if (kind === undefined) {
    kind = readKind(join(folder, 'package.json')) ?? (folder === path ? 'cjs' : packageKind(folder));
    known.set(folder, kind);
  }
  return kind;
}

function readKind(file: string): Kind | undefined {
  try {
    const { type } = JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown };
    return type === 'module' ? 'esm' : 'cjs';
  } catch {
    return undefined;
  }
}

/** Which files esbuild loads as code, and in which language; the `loader` option decides. */

import { basename } from 'node:path';
import type { Lang } from '@onetrace/transformer';
import type { Loader } from 'esbuild';

const LANGUAGES: Partial<Record<Loader, Lang>> = { js: 'jsx', jsx: 'jsx', ts: 'ts', tsx: 'tsx' };

const BUILT_IN: Readonly<Record<string, Loader>> = {
  '.js': 'js',
  '.cjs': 'js',
  '.mjs': 'js',
  '.jsx': 'jsx',
  '.ts': 'ts',
  '.cts': 'ts',
  '.mts': 'ts',
  '.tsx': 'tsx',
};

export type Loaders = Readonly<Record<string, Loader>>;

/** The extensions of code files, with their dots. */
export const extensionsOf = (loaders: Loaders = {}): string[] =>
  Object.entries({ ...BUILT_IN, ...loaders })
    .filter(([, loader]) => LANGUAGES[loader] !== undefined)
    .map(([extension]) => extension);

/** undefined where the file is not code. As in esbuild, the longest extension wins. */
export function languageOf(path: string, loaders: Loaders = {}): Lang | undefined {
  const all: Loaders = { ...BUILT_IN, ...loaders };
  const name = basename(path);
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const loader = all[name.slice(dot)];
    if (loader !== undefined) return LANGUAGES[loader];
  }
  return undefined;
}

export const languageOfLoader = (loader: Loader): Lang | undefined => LANGUAGES[loader];

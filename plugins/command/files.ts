import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EMBEDDED } from '../files/embedded-scripts.ts';
import { EXTENSION, patternMatcher, slashedPath } from '../files/select.ts';
import type { Arguments } from './arguments.ts';
import { Misuse } from './misuse.ts';

/** Folders that tools write. */
const SKIPPED = new Set(
  'node_modules dist .git .hg .svn .yarn .pnpm-store .next .nuxt .output .svelte-kit .turbo .cache .vercel .netlify .wrangler coverage'.split(
    ' ',
  ),
);
const NO_SOURCE = /\.(?:d\.(?:[^./]+\.)?[cm]?ts|min\.[cm]?js)$/;

export interface Selection {
  readonly paths: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export const selectionOf = (args: Arguments): Selection => ({
  paths: args.positionals.length === 0 ? ['.'] : args.positionals,
  include: args.texts('include'),
  exclude: args.texts('exclude'),
});

export interface Files {
  /** What names are relative to. */
  readonly root: string;
  /** Absolute, in the order of their names. */
  readonly files: readonly string[];
}

export function filesOf({ paths, include, exclude }: Selection): Files {
  const [first = '.', ...others] = paths.map((path) => resolve(path));
  const root = others.length === 0 && pathKind(first) === 'folder' ? first : process.cwd();
  const found = new Set(
    [first, ...others].flatMap((path) => (pathKind(path) === 'file' ? [path] : filesInside(path))),
  );
  const included = include.length === 0 ? () => true : patternMatcher(include, root);
  const excluded = patternMatcher(exclude, root);
  const files = [...found].filter((file) => included(slashedPath(file)) && !excluded(slashedPath(file)));
  return { root, files };
}

function pathKind(path: string): 'file' | 'folder' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Misuse(`there is no ${relative('', path)}`);
  return stats.isDirectory() ? 'folder' : 'file';
}

/** Links are not followed: what they lead to is found where it is, or is somebody else's. */
function filesInside(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesInside(path);
      const isSource = EXTENSION.test(entry.name) || EMBEDDED.test(entry.name);
      return entry.isFile() && isSource && !NO_SOURCE.test(entry.name) ? [path] : [];
    });
}

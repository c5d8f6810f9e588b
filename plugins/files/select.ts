/** Decides which files are rewritten. */

import type { Options, Pattern } from '../door/options.ts';
import { globToRegExp } from './glob.ts';
import { libraryPatterns } from './libraries.ts';
import { ownFolders } from './own-package.ts';

export const EXTENSION: RegExp = /\.(?:[cm]?[jt]s|[jt]sx)$/;

const inModules = (path: string): boolean => path.includes('/node_modules/');
const namesModules = (pattern: Pattern): boolean => String(pattern).includes('node_modules');

/** Takes absolute paths, with either slash; ignores a query. Does not look at extensions. */
export function fileSelector(options: Options, root: string): (path: string) => boolean {
  const { include, exclude, libraries = [] } = options;
  const included = include === undefined ? () => true : patternMatcher(include, root);
  const excluded = patternMatcher(exclude ?? [], root);
  const named = [...listOf(include ?? []).filter(namesModules), ...libraries.flatMap(libraryPatterns)];
  const modules = patternMatcher(named, root);
  const own = ownFolders();
  return (path) => {
    const file = slashedPath(path);
    if (own.some((folder) => file.startsWith(folder)) || excluded(file)) return false;
    return inModules(file) ? modules(file) : included(file);
  };
}

/** Whether a file inside `node_modules` can be selected at all. */
export const reachesModules = ({ include, libraries = [] }: Options): boolean =>
  libraries.length > 0 || listOf(include ?? []).some(namesModules);

/** Of those that were named, the libraries of which a build has seen no file. */
export const unseenLibraries = (libraries: readonly string[], seen: readonly string[]): string[] =>
  libraries.filter((library) => {
    const isOf = patternMatcher(libraryPatterns(library), '');
    return !seen.some((path) => isOf(slashedPath(path)));
  });

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Forward slashes, no query. */
export const slashedPath = (path: string): string => path.replaceAll('\\', '/').replace(/[?#].*$/, '');

export function patternMatcher(
  patterns: Pattern | readonly Pattern[],
  root: string,
): (file: string) => boolean {
  const base = `${slashedPath(root).replace(/\/$/, '')}/`;
  const tests = listOf(patterns).map((pattern) => {
    if (typeof pattern !== 'string') return (file: string) => file.search(pattern) !== -1;
    const glob = globToRegExp(slashedPath(pattern));
    return (file: string) => glob.test(file) || (file.startsWith(base) && glob.test(file.slice(base.length)));
  });
  return (file) => tests.some((test) => test(file));
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('..', import.meta.url));

/** The packages that are published, in the order in which they depend on one another. */
export const PUBLISHED = ['runtime', 'transformer', 'plugins', 'viewer'] as const;

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
  readonly bin?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8')) as Manifest;

export const binsOf = (folder: string): Readonly<Record<string, string>> => manifestOf(folder).bin ?? {};

/** The built files of a package's commands, relative to its folder; a launcher that is not built stays out. */
export const commandsOf = (folder: string): string[] =>
  Object.values(binsOf(folder)).filter((path) => path.startsWith('./dist/'));

/** Of an entry, and of what stands in its place on Node. */
function sourcesIn(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { 'onetrace-source': source, node } = entry as Readonly<Record<string, unknown>>;
  return [...(typeof source === 'string' ? [source] : []), ...sourcesIn(node)];
}

/** The source files that a package's exports and commands come from, relative to its folder. */
export function entriesOf(folder: string): string[] {
  const sources = Object.values(manifestOf(folder).exports).flatMap(sourcesIn);
  const commands = commandsOf(folder).map((path) => path.replace(/^\.\/dist\/(.*)\.js$/, './$1.ts'));
  return [...new Set([...sources, ...commands])];
}

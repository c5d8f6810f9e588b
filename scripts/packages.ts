import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('..', import.meta.url));

/** The packages that are published, in the order in which they depend on one another. */
export const PUBLISHED = ['runtime', 'transformer', 'plugins'] as const;

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8')) as Manifest;

/** The source files that a package's exports and commands come from, relative to its folder. */
export function entriesOf(folder: string): string[] {
  const { exports, bin = {} } = manifestOf(folder);
  const sources = Object.values(exports).flatMap((entry) =>
    typeof entry === 'object' && typeof entry['onetrace-source'] === 'string'
      ? [entry['onetrace-source']]
      : [],
  );
  const commands = Object.values(bin).map((path) => path.replace(/^\.\/dist\/(.*)\.js$/, './$1.ts'));
  return [...new Set([...sources, ...commands])];
}

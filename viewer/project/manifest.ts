/** `.onetrace/sites.json`: what a build knew. Written by the plugin, read again when it changed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface BuiltSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly rule: string;
  readonly confidence: string;
  readonly function: string;
  readonly facts: Readonly<Record<string, string>>;
  /** Lines around it as they were at that build; `first` is the number of the first. */
  readonly source?: { readonly first: number; readonly lines: readonly string[] } | undefined;
}

export interface BuiltMiss {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly rule: string;
  readonly reason: string;
  readonly function?: string;
  readonly source?: BuiltSite['source'];
}

export interface Build {
  readonly id: string;
  /** ISO 8601 */
  readonly time: string;
  readonly commit: string;
  readonly tool: string;
}

export interface Manifest {
  readonly version: 1;
  readonly build: Build;
  /** It and those before it, the oldest first; [] where the plugin did not remember. */
  readonly builds: readonly Build[];
  /** Where `file` names are relative to. */
  readonly root: string;
  readonly sites: readonly BuiltSite[];
  readonly misses: readonly BuiltMiss[];
}

const FOLDER = '.onetrace';
const NAME = /^sites(?:\.[\w-]+)?\.json$/;
const DEPTH = 4;
const PASSED_OVER = /^(?:node_modules|dist|build|out|coverage|\..+)$/;

/** Of a project and the packages within it. */
export class Manifests {
  readonly #root: string;
  #read: { readonly path: string; readonly time: number; readonly manifest: Manifest }[] = [];
  #looked = 0;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  all(): readonly Manifest[] {
    // Folders are walked through once in a while, files looked at each time.
    if (Date.now() - this.#looked > 3000) {
      this.#looked = Date.now();
      const paths = manifestPaths(this.#root, DEPTH);
      this.#read = paths.flatMap((path) => this.#current(path));
    }
    return this.#read.map(({ manifest }) => manifest);
  }

  /** The full path of a file that a manifest names; undefined for any other, or one outside of its root. */
  fileOf(file: string): string | undefined {
    for (const { root, sites, misses } of this.all()) {
      if (![...sites, ...misses].some((it) => it.file === file)) continue;
      const path = resolve(root, file);
      if (path.startsWith(`${root}/`) || path.startsWith(`${root}\\`)) return path;
    }
    return undefined;
  }

  #current(path: string): { path: string; time: number; manifest: Manifest }[] {
    const known = this.#read.find((it) => it.path === path);
    try {
      const time = statSync(path).mtimeMs;
      if (known?.time === time) return [known];
      const manifest = manifestIn(path);
      return manifest === undefined ? [] : [{ path, time, manifest }];
    } catch {
      return known === undefined ? [] : [known]; // it is being written
    }
  }
}

function manifestPaths(folder: string, depth: number): string[] {
  const found = entriesIn(join(folder, FOLDER)).filter((name) => NAME.test(name));
  const below = depth === 0 ? [] : entriesIn(folder, true).filter((name) => !PASSED_OVER.test(name));
  return [
    ...found.map((name) => join(folder, FOLDER, name)),
    ...below.flatMap((name) => manifestPaths(join(folder, name), depth - 1)),
  ];
}

function entriesIn(folder: string, onlyFolders = false): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((it) => !onlyFolders || it.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function manifestIn(path: string): Manifest | undefined {
  const read = JSON.parse(readFileSync(path, 'utf8')) as Partial<Manifest>;
  if (read.version !== 1 || !Array.isArray(read.sites)) return undefined;
  const root = resolve(dirname(path), '..');
  const { build = { id: '', time: '', commit: '', tool: '' }, builds = [], sites, misses = [] } = read;
  return { version: 1, build, builds, root, sites, misses };
}

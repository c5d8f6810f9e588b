/** What is known of a project: its manifest, its tools, and its files with the changes planned so far. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Misuse } from '../misuse.ts';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

export interface Manifest {
  readonly name?: string;
  readonly type?: string;
  readonly main?: string;
  readonly packageManager?: string;
  readonly workspaces?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** First the lockfile that a project has itself, then those of a workspace around it. */
const LOCKFILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

export class Project {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly packageManager: PackageManager;
  /** Texts of files after the changes planned so far, by name. */
  readonly #planned = new Map<string, string>();

  constructor(folder: string) {
    this.folder = folder;
    const text = this.read('package.json');
    if (text === undefined) {
      throw new Misuse(
        `there is no package.json in ${folder}. Name the project's folder, or run "npm init" first`,
      );
    }
    this.manifest = parseManifest(text, folder);
    this.packageManager = managerOf(folder, this.manifest);
  }

  get name(): string {
    return (this.manifest.name ?? basename(this.folder)).replace(/^@[^/]*\//, '');
  }

  /** What Node takes a `.js` file for. */
  get isModule(): boolean {
    return this.manifest.type === 'module';
  }

  get isTypeScript(): boolean {
    return this.has('typescript') || this.read('tsconfig.json') !== undefined;
  }

  has(dependency: string): boolean {
    return this.versionOf(dependency) !== undefined;
  }

  /** The range in package.json. */
  versionOf(dependency: string): string | undefined {
    return this.manifest.dependencies?.[dependency] ?? this.manifest.devDependencies?.[dependency];
  }

  /** The version that is installed, else the lowest that package.json allows; undefined where neither is a number. */
  installedVersion(dependency: string): string | undefined {
    try {
      const require = createRequire(join(this.folder, '_'));
      return (require(`${dependency}/package.json`) as { version: string }).version;
    } catch {
      return /\d+(?:\.\d+)*/.exec(this.versionOf(dependency) ?? '')?.[0];
    }
  }

  read(file: string): string | undefined {
    const planned = this.#planned.get(file);
    if (planned !== undefined) return planned;
    return this.readOriginal(file);
  }

  readOriginal(file: string): string | undefined {
    try {
      return readFileSync(join(this.folder, file), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** The first of these files that exists. */
  find(...files: readonly string[]): string | undefined {
    return files.find((file) => this.read(file) !== undefined);
  }

  /** `vite.config` with any of the extensions that tools load. */
  findConfig(name: string): string | undefined {
    return this.find(...['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((it) => `${name}.${it}`));
  }

  write(file: string, text: string): void {
    this.#planned.set(file, text);
  }

  /** Names of the files that differ from those on the disk. */
  get changed(): readonly string[] {
    return [...this.#planned]
      .filter(([file, text]) => text !== this.readOriginal(file))
      .map(([file]) => file);
  }
}

function parseManifest(text: string, folder: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch (error) {
    throw new Misuse(`${join(folder, 'package.json')} does not parse: ${(error as Error).message}`);
  }
}

function managerOf(folder: string, { packageManager }: Manifest): PackageManager {
  const named = /^(npm|pnpm|yarn|bun)@/.exec(packageManager ?? '')?.[1];
  if (named !== undefined) return named as PackageManager;
  for (let at = folder; ; at = dirname(at)) {
    const found = LOCKFILES.find(([file]) => existsSync(join(at, file)));
    if (found !== undefined) return found[1];
    if (at === dirname(at)) return 'npm';
  }
}

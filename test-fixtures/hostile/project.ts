/** A folder where hostile programs are compiled and run, beside the runtime and the Node door as they are now. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const HERE: string = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');

export interface Project {
  readonly folder: string;
  readonly programs: readonly string[];
  readonly sources: readonly string[];
  remove(): void;
}

const PROGRAM = /\.(?:[cm]?[jt]s|[jt]sx)$/;

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => PROGRAM.test(name))
    .sort();

/** What begins with `_` only helps a program. */
export const programsIn = (folder: string): string[] =>
  sourcesIn(folder).filter((name) => !name.startsWith('_'));

/** `from` holds a program a file. */
export async function createProject(from: string): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  cpSync(from, join(folder, 'source'), { recursive: true });
  await Promise.all([bundleRuntime(join(folder, 'source')), bundleDoor(join(folder, 'source'))]);
  return {
    folder,
    sources: sourcesIn(from),
    programs: programsIn(from),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One file each: sources would be stripped of their types in every process anew. */
async function bundleRuntime(folder: string): Promise<void> {
  const home = join(folder, 'node_modules/onetrace');
  const entryPoints = ['index', 'inject', 'testing'].map((name) => join(ROOT, `runtime/${name}.ts`));
  const shared = { entryPoints, bundle: true, platform: 'node', target: 'node22' } as const;
  await build({ ...shared, format: 'esm', splitting: true, outdir: home, outExtension: { '.js': '.mjs' } });
  await build({ ...shared, format: 'cjs', outdir: home, outExtension: { '.js': '.cjs' } });
  const entry = (name: string) => ({ import: `./${name}.mjs`, require: `./${name}.cjs` });
  const exports = {
    '.': entry('index'),
    './inject': entry('inject'),
    './testing': entry('testing'),
    './package.json': './package.json',
  };
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'onetrace', exports }));
}

async function bundleDoor(folder: string): Promise<void> {
  const home = join(folder, 'node_modules/@onetrace/plugins');
  mkdirSync(home, { recursive: true });
  await build({
    entryPoints: [join(ROOT, 'plugins/node.ts')],
    outfile: join(home, 'node.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['onetrace-source'],
    external: ['oxc-parser', 'magic-string', 'typescript', '@babel/core', 'onetrace', 'onetrace/*'],
  });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ exports: { './node': './node.mjs' } }));
}

/** Where a package of this repository's tests is. */
export const locate = (name: string): string => createRequire(join(HERE, '_')).resolve(name);

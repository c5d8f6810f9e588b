/** A program's bundle as esbuild makes it for Node, minified, and its bytes. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';

export interface Bytes {
  readonly minified: number;
  readonly gzipped: number;
}

export interface Bundle {
  /** What loads when the program starts. */
  readonly start: Bytes;
  /** That, and what it may load later. */
  readonly all: Bytes;
  readonly metafile: Metafile;
  /** Paths of the outputs that load at start. */
  readonly first: ReadonlySet<string>;
  /** The file that starts the program, where it was written. */
  readonly entry: string;
}

export interface BundleOptions {
  readonly plugins?: readonly Plugin[];
  readonly splitting?: boolean;
  /** Files imported before the program. */
  readonly before?: readonly string[];
  /** `external`: as a program in CommonJS whose packages stay where they are, for peers that hook into them. */
  readonly packages?: 'bundle' | 'external';
  /** A folder of bench/.out to write to; without it nothing is written. */
  readonly write?: string;
}

const ROOT = new URL('../../', import.meta.url).pathname;
/** The CommonJS in some packages asks for Node's own modules. */
const REQUIRE = "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);";
const EXTERNAL = { packages: 'external', format: 'cjs', outExtension: { '.js': '.cjs' } } as const;
const BUNDLED = { format: 'esm', banner: { js: REQUIRE }, outExtension: { '.js': '.mjs' } } as const;

export const here = (path: string): string => `${ROOT}bench/${path}`;

/** `app` is a file, relative to bench/. */
export async function bundle(app: string, options: BundleOptions = {}): Promise<Bundle> {
  const { plugins = [], splitting = false, before = [], packages, write } = options;
  const imports = [...before, app].map((it) => JSON.stringify(here(it)));
  const contents = [...imports.map((it) => `import ${it};`), `export * from ${imports.at(-1)};`].join('\n');
  const outdir = here(`.out/${write ?? 'nowhere'}`);
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: here(''), sourcefile: 'entry.ts', loader: 'ts' },
    entryNames: 'entry',
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    conditions: ['onetrace-source'],
    loader: { '.node': 'empty' },
    outdir,
    logLevel: 'silent',
    write: false,
    metafile: true,
    splitting,
    plugins: [...plugins],
    ...(packages === 'external' ? EXTERNAL : BUNDLED),
  });
  if (write !== undefined) save(outdir, outputFiles);
  const first = loadedFirst(metafile);
  return {
    start: bytesOf(outputFiles.filter(({ path }) => first.has(path.slice(ROOT.length)))),
    all: bytesOf(outputFiles),
    metafile,
    first,
    entry: `${outdir}/entry.${packages === 'external' ? 'cjs' : 'mjs'}`,
  };
}

function save(outdir: string, files: readonly OutputFile[]): void {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of files) writeFileSync(path, contents);
}

/** The entry, and whatever it imports statically. */
function loadedFirst({ outputs }: Metafile): Set<string> {
  const first = new Set<string>();
  const add = (path: string): void => {
    if (first.has(path)) return;
    first.add(path);
    for (const { path: next, kind, external } of outputs[path]?.imports ?? [])
      if (!external && kind === 'import-statement') add(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (entryPoint?.endsWith('entry.ts')) add(path);
  return first;
}

/** Without what esbuild puts before each file for the sake of some. */
function bytesOf(files: readonly OutputFile[]): Bytes {
  const texts = files.map(({ text }) => Buffer.from(text.replace(REQUIRE, '')));
  return {
    minified: sum(texts.map(({ length }) => length)),
    gzipped: sum(texts.map((text) => gzipSync(text, { level: 9 }).length)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

export const added = (to: Bytes, from: Bytes): Bytes => ({
  minified: to.minified - from.minified,
  gzipped: to.gzipped - from.gzipped,
});

/** A program's bundle as esbuild makes it for Node, minified, and its bytes. */
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
}

export interface BundleOptions {
  readonly plugins?: readonly Plugin[];
  readonly splitting?: boolean;
  /** Module specifiers imported before the program. */
  readonly before?: readonly string[];
}

const FOLDER = new URL('./', import.meta.url).pathname;
/** The CommonJS in some packages asks for Node's own modules. */
const REQUIRE = "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);";

export async function bundle(app: string, options: BundleOptions = {}): Promise<Bundle> {
  const { plugins = [], splitting = false, before = [] } = options;
  const imports = [...before, `./apps/${app}.ts`].map((it) => JSON.stringify(it));
  const contents = [...imports.map((it) => `import ${it};`), `export * from ${imports.at(-1)};`].join('\n');
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: FOLDER, sourcefile: 'entry.ts', loader: 'ts' },
    absWorkingDir: new URL('../../', import.meta.url).pathname,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    conditions: ['onetrace-source'],
    banner: { js: REQUIRE },
    loader: { '.node': 'empty' },
    outdir: 'out',
    logLevel: 'silent',
    write: false,
    metafile: true,
    splitting,
    plugins: [...plugins],
  });
  const first = loadedFirst(metafile);
  return {
    start: bytesOf(outputFiles.filter(({ path }) => first.has(path.slice(path.indexOf('out/'))))),
    all: bytesOf(outputFiles),
    metafile,
    first,
  };
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

const bytesOf = (files: readonly OutputFile[]): Bytes => ({
  minified: sum(files.map(({ contents }) => contents.length)),
  gzipped: sum(files.map(({ contents }) => gzipSync(contents, { level: 9 }).length)),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

export const added = (to: Bytes, from: Bytes): Bytes => ({
  minified: to.minified - from.minified,
  gzipped: to.gzipped - from.gzipped,
});

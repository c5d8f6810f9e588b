/**
 * Builds what is published.
 *
 *   dist/        ESM in few files, since each file costs a program's start, and declarations
 *   dist/cjs/    the runtime's CommonJS, alike
 *
 * One ESM build for every condition: with one for bundlers (`module`) and one for Node, whoever traces a
 * deployment's files copies the one that Node does not load. The runtime is minified, which a bundler that
 * does not split shakes best, too.
 *
 * `--js` leaves the declarations out. What stands in `dist` is replaced file by file, so that a program
 * that runs from it meanwhile finds everything.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown';
import { buildPage } from './build-page.ts';
import { chunksOf, sharedChunk } from './chunks.ts';
import { linkCommands } from './link-commands.ts';
import { commandsOf, entriesOf, PUBLISHED, ROOT } from './packages.ts';

const CHUNKS = 'chunks/[name]-[hash].js';
/** Entries that few programs load. What they share with the exporter is in its chunk, not in theirs. */
const RARE = /[\\/](?:testing|console|protobuf|spool)\.ts$/;
/** What the runtime loads when it is needed. */
const LATE = ['export/exporter.ts', 'otel/sdk.ts', 'otel/provider.ts'];
const start = Date.now();
const onlyJs = process.argv.includes('--js');
await Promise.all([...PUBLISHED.map(buildJs), ...(onlyJs ? [] : [buildTypes()])]);
for (const folder of PUBLISHED) sweep(`${ROOT}${folder}/dist`, onlyJs ? /\.js$/ : /\.(?:js|d\.ts)$/);
linkCommands();

async function buildJs(folder: string): Promise<void> {
  const dist = `${ROOT}${folder}/dist`;
  const input = entriesOf(folder).map((entry) => resolve(ROOT, folder, entry));
  if (folder === 'runtime') await buildRuntime(input, dist);
  else if (folder === 'viewer') await buildViewer(input, dist);
  else await bundle({ input, platform: 'node' }, [{ dir: dist, chunkFileNames: CHUNKS }]);
  for (const command of commandsOf(folder)) chmodSync(`${ROOT}${folder}/${command}`, 0o755);
  copyFileSync(`${ROOT}LICENSE`, `${ROOT}${folder}/LICENSE`);
}

async function buildRuntime(input: string[], dist: string): Promise<void> {
  const claims = [
    ...input.filter((entry) => !RARE.test(entry)),
    resolve(ROOT, 'runtime/export/exporter.ts'),
    ...input.filter((entry) => RARE.test(entry)),
  ];
  const late = LATE.map((file) => resolve(ROOT, 'runtime', file));
  const groups = [sharedChunk(late, input, claims.length + 1), ...chunksOf(claims)];
  const few: OutputOptions = { codeSplitting: { groups }, chunkFileNames: CHUNKS, minify: true };
  await bundle({ input, platform: 'neutral' }, [
    { ...few, dir: dist },
    { ...few, dir: `${dist}/cjs`, format: 'cjs', esModule: true },
  ]);
  shortenExports(`${dist}/cjs/chunks`);
  writeFileSync(`${dist}/cjs/package.json`, '{ "type": "commonjs" }\n');
}

/** Only our own entries require chunks, so what they export need not be spelled for others' parsers. */
function shortenExports(folder: string): void {
  const getter =
    /Object\.defineProperty\(exports,("[\w$]+"),\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g;
  for (const file of filesIn(folder, /\.js$/)) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const short = text.replace(getter, '$export($1,()=>$2)');
    if (short === text || text.includes('$export')) continue;
    const define = 'const $export=(name,get)=>Object.defineProperty(exports,name,{enumerable:!0,get});';
    writeFileSync(`${folder}/${file}`, define + short);
  }
}

/**
 * Few files, since each costs a start; its threads are files that its code names, and stand beside the chunk that
 * does. Prices are taken in.
 */
async function buildViewer(input: string[], dist: string): Promise<void> {
  const threads = ['writer-thread', 'reader-thread'].map((name) => `${ROOT}viewer/store/sqlite/${name}.ts`);
  const built = await rolldown({
    input: [...input, ...threads],
    platform: 'node',
    external: /^(?!\w:)(?!onetrace\/prices\.json$)[^./]/,
    resolve: { conditionNames: ['onetrace-source', 'import', 'default'] },
  });
  await built.write({ dir: dist, chunkFileNames: '[name]-[hash].js' });
  await built.close();
  await buildPage();
}

async function bundle(input: InputOptions, outputs: readonly OutputOptions[]): Promise<void> {
  const built = await rolldown({ ...input, external: /^(?!\w:)[^./]/ });
  for (const output of outputs) await built.write(output);
  await built.close();
}

async function buildTypes(): Promise<void> {
  await tsc('-b', ROOT);
  for (const folder of PUBLISHED) {
    const entries = entriesOf(folder).map((entry) => entry.replace(/^\.\/|\.ts$/g, ''));
    // ESM may name the types of CommonJS, not the other way: so these have them all, and each entry of ESM passes its own on.
    const isRuntime = folder === 'runtime';
    publishTypes(`${ROOT}.cache/types/${folder}`, `${ROOT}${folder}/dist${isRuntime ? '/cjs' : ''}`, entries);
    if (isRuntime)
      for (const entry of entries)
        writeFileSync(`${ROOT}runtime/dist/${entry}.d.ts`, `export * from './cjs/${entry}.js';\n`);
  }
}

function tsc(...args: readonly string[]): Promise<void> {
  const compiler = `${ROOT}node_modules/typescript/bin/tsc`;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [compiler, ...args], { stdio: 'inherit' });
    child.on('close', (code) => (code === 0 ? done() : fail(new Error('the declarations are not built'))));
  });
}

/** Copies the declarations that the types of `entries` lead to. They name sources; their readers have what was built. */
function publishTypes(from: string, to: string, entries: readonly string[]): void {
  const reached = new Set(entries.map((entry) => `${entry}.d.ts`));
  for (const file of reached) {
    const text = readFileSync(`${from}/${file}`, 'utf8');
    const built =
      file === 'inject.d.ts'
        ? namesAlone(text)
        : text.replace(/((?:from|import)\s*\(?'\.{1,2}\/[^']+)\.tsx?'/g, "$1.js'");
    for (const [, path = ''] of built.matchAll(/(?:from|import)\s*\(?'(\.{1,2}\/[^']+)\.js'/g))
      reached.add(join(dirname(file), `${path}.d.ts`).replaceAll('\\', '/'));
    mkdirSync(dirname(`${to}/${file}`), { recursive: true });
    writeFileSync(`${to}/${file}`, built);
  }
}

/**
 * Rewritten code alone calls these, after its types were checked; with types of their own they would bring half of
 * the declarations that are installed.
 */
function namesAlone(text: string): string {
  const lists = [...text.matchAll(/export \{([^}]*)\}/g)];
  const names = lists.flatMap(([, list = '']) =>
    list.split(',').map((it) => it.trim().replace(/.* as /, '')),
  );
  if (names.length === 0) throw new Error('nothing is exported to rewritten code');
  return `export declare const ${names.map((name) => `${name}: any`).join(', ')};\n`;
}

/** What this build did not write is of another one. */
function sweep(folder: string, own: RegExp): void {
  for (const file of filesIn(folder, own)) {
    if (statSync(`${folder}/${file}`).mtimeMs < start) rmSync(`${folder}/${file}`);
  }
}

function filesIn(folder: string, name: RegExp): string[] {
  const all = readdirSync(folder, { recursive: true }) as string[];
  return all.map((it) => it.replaceAll('\\', '/')).filter((it) => name.test(it));
}

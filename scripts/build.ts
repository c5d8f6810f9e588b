/**
 * Builds what is published.
 *
 *   dist/        ESM, a file for a file, and declarations: what bundlers read, and shake best
 *   dist/node/   the runtime's ESM in few files: each file costs a program's start
 *   dist/cjs/    the runtime's CommonJS, in few files too
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
import { dirname, resolve } from 'node:path';
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown';
import { buildPage } from './build-page.ts';
import { chunksOf } from './chunks.ts';
import { commandsOf, entriesOf, PUBLISHED, ROOT } from './packages.ts';

const CHUNKS = 'chunks/[name]-[hash].js';
/** Entries that few programs load. What they share with the exporter is in its chunk, not in theirs. */
const RARE = /[\\/](?:testing|console|protobuf|spool)\.ts$/;
const start = Date.now();
const onlyJs = process.argv.includes('--js');
await Promise.all([...PUBLISHED.map(buildJs), ...(onlyJs ? [] : [buildTypes()])]);
for (const folder of PUBLISHED) sweep(`${ROOT}${folder}/dist`, onlyJs ? /\.js$/ : /\.(?:js|d\.ts)$/);

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
  const few: OutputOptions = { codeSplitting: { groups: chunksOf(claims) }, chunkFileNames: CHUNKS };
  await bundle({ input, platform: 'neutral' }, [
    { dir: dist, preserveModules: true, preserveModulesRoot: `${ROOT}runtime` },
    { ...few, dir: `${dist}/node` },
    { ...few, dir: `${dist}/cjs`, format: 'cjs', esModule: true },
  ]);
  writeFileSync(`${dist}/cjs/package.json`, '{ "type": "commonjs" }\n');
}

/** Its threads are files that its own code names, so each file stays one; prices are taken in. */
async function buildViewer(input: string[], dist: string): Promise<void> {
  const threads = ['writer-thread', 'reader-thread'].map((name) => `${ROOT}viewer/store/${name}.ts`);
  const built = await rolldown({
    input: [...input, ...threads],
    platform: 'node',
    external: /^(?!\w:)(?!onetrace\/prices\.json$)[^./]/,
    resolve: { conditionNames: ['onetrace-source', 'import', 'default'] },
  });
  await built.write({ dir: dist, preserveModules: true, preserveModulesRoot: `${ROOT}viewer` });
  await built.close();
  await buildPage();
}

async function bundle(input: InputOptions, outputs: readonly OutputOptions[]): Promise<void> {
  const built = await rolldown({ ...input, external: /^(?!\w:)[^./]/ });
  for (const output of outputs) await built.write(output);
  await built.close();
}

async function buildTypes(): Promise<void> {
  await tsc('-b', '--force', ROOT);
  for (const folder of PUBLISHED) nameOutputs(`${ROOT}${folder}/dist`);
  copyDeclarations(`${ROOT}runtime/dist`, `${ROOT}runtime/dist/cjs`);
}

function tsc(...args: readonly string[]): Promise<void> {
  const compiler = `${ROOT}node_modules/typescript/bin/tsc`;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [compiler, ...args], { stdio: 'inherit' });
    child.on('close', (code) => (code === 0 ? done() : fail(new Error('the declarations are not built'))));
  });
}

/** Declarations name the sources that they were made from; their readers have only what was built. */
function nameOutputs(folder: string): void {
  for (const file of filesIn(folder, /\.d\.ts$/)) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    writeFileSync(
      `${folder}/${file}`,
      text.replace(/((?:from|import)\s*\(?'\.{1,2}\/[^']+)\.ts'/g, "$1.js'"),
    );
  }
}

function copyDeclarations(from: string, to: string): void {
  for (const file of filesIn(from, /^(?!cjs\/).*\.d\.ts$/)) {
    mkdirSync(dirname(`${to}/${file}`), { recursive: true });
    copyFileSync(`${from}/${file}`, `${to}/${file}`);
  }
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

/** Builds what is published: ESM in few chunks, CommonJS of the runtime, and declarations for both. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { entriesOf, PUBLISHED, ROOT } from './packages.ts';

const shared = { bundle: true, target: 'es2022', charset: 'utf8', logLevel: 'warning' } as const;

for (const folder of PUBLISHED) {
  const present = entriesOf(folder).filter((it) => existsSync(`${ROOT}${folder}/${it}`));
  if (present.length === 0) throw new Error(`${folder}: no entry of its exports exists`);
  const entryPoints = present.map((it) => `${ROOT}${folder}/${it}`);
  const outdir = `${ROOT}${folder}/dist`;
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...shared,
    entryPoints,
    outdir,
    format: 'esm',
    splitting: true,
    packages: 'external',
    platform: folder === 'runtime' ? 'neutral' : 'node',
    chunkNames: 'chunks/[name]-[hash]',
  });
  if (folder === 'runtime') await buildCommonJs(entryPoints, `${outdir}/cjs`);
}
execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-b', '--force', ROOT], {
  stdio: 'inherit',
});
for (const folder of PUBLISHED) nameOutputs(`${ROOT}${folder}/dist`);
copyDeclarations(`${ROOT}runtime/dist`, `${ROOT}runtime/dist/cjs`);

async function buildCommonJs(entryPoints: string[], outdir: string): Promise<void> {
  await build({ ...shared, entryPoints, outdir, format: 'cjs', platform: 'node', packages: 'external' });
  writeFileSync(`${outdir}/package.json`, '{ "type": "commonjs" }\n');
}

function declarationsIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((it) => it.endsWith('.d.ts'));
}

/** Declarations name the sources that they were made from; their readers have only what was built. */
function nameOutputs(folder: string): void {
  for (const file of declarationsIn(folder)) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    writeFileSync(
      `${folder}/${file}`,
      text.replace(/((?:from|import)\s*\(?'\.{1,2}\/[^']+)\.ts'/g, "$1.js'"),
    );
  }
}

function copyDeclarations(from: string, to: string): void {
  for (const file of declarationsIn(from).filter((it) => !it.startsWith('cjs'))) {
    mkdirSync(`${to}/${file}`.replace(/\/[^/]*$/, ''), { recursive: true });
    cpSync(`${from}/${file}`, `${to}/${file}`);
  }
}

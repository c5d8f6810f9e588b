/** What compilers leave for the viewer, as bundlers do: `.onetrace/sites.json`. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderOf } from '../door.testkit.ts';

const require = createRequire(import.meta.url);
const plugin = (name: string): string => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));
const ASK = `// first
export const ask = (url: string) => fetch(url);
export const other = (fetch: () => void) => fetch();
`;
const KEPT = { '.onetrace/.gitignore': '*\n' };
const WANTED = {
  version: 1,
  sites: [{ file: 'src/ask.ts', line: 2, function: 'ask', source: { first: 1, lines: ASK.split('\n') } }],
  misses: [{ file: 'src/ask.ts', line: 3 }],
};

const babel = (folder: string): void => {
  const build = `require('@babel/core').transformFileSync('src/ask.ts', {
    plugins: [${JSON.stringify(plugin('babel'))}], presets: ['@babel/preset-typescript'], babelrc: false })`;
  const paths = [require.resolve('@babel/core'), require.resolve('@babel/preset-typescript')];
  const script = build
    .replace('@babel/core', paths[0] ?? '')
    .replace('@babel/preset-typescript', paths[1] ?? '');
  execFileSync(process.execPath, ['-e', script], { cwd: folder });
};

const tspc = (folder: string): void => {
  execFileSync(process.execPath, ['node_modules/ts-patch/bin/tspc.js'], { cwd: folder });
};

const tsconfig = (): string =>
  JSON.stringify({
    compilerOptions: {
      ...{
        target: 'es2022',
        module: 'nodenext',
        rootDir: 'src',
        outDir: 'dist',
        types: [],
        skipLibCheck: true,
      },
      plugins: [{ transform: plugin('ts-patch'), transformProgram: true }],
    },
    include: ['src'],
  });

it.each([
  ['Babel', babel],
  ['ts-patch', tspc],
])('%s: sites, near misses and their lines, where the viewer has made its folder', (_name, build) => {
  const files = { 'src/ask.ts': ASK, 'package.json': '{"type":"module"}', 'tsconfig.json': tsconfig() };
  const folder = folderOf({ ...files, ...KEPT });
  build(folder);
  const manifest = () => JSON.parse(readFileSync(join(folder, '.onetrace/sites.json'), 'utf8'));
  expect(manifest()).toMatchObject(WANTED);
  build(folder);
  expect(manifest().builds).toHaveLength(1);
  writeFileSync(join(folder, 'src/ask.ts'), `\n${ASK}`);
  build(folder);
  expect(manifest().builds).toMatchObject([{}, { id: manifest().build.id }]);
  const without = folderOf(files);
  build(without);
  expect(existsSync(join(without, '.onetrace'))).toBe(false);
});

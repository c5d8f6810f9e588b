/** Compiles the project with Babel, with or without the plugin that it is told. */

import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { folder, plugin } = JSON.parse(process.env.BENCH_TREES ?? '') as { folder: string; plugin?: string };
const require = createRequire(join(folder, 'package.json'));
const babel = require('@babel/core') as typeof import('@babel/core');

const presets = [
  ['@babel/preset-env', { targets: { node: '22' }, modules: false }],
  '@babel/preset-typescript',
];
for (const file of globSync('src/**/*.ts', { cwd: folder })) {
  const built = babel.transformFileSync(join(folder, file), {
    cwd: folder,
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    presets,
    plugins: plugin === undefined ? [] : [plugin],
  });
  if (!built?.code) throw new Error(`${file} came to nothing`);
}
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpu: (user + system) / 1000 }));

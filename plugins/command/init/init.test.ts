import { exec } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../../door.testkit.ts';
import { onetrace } from '../command.testkit.ts';
import { type Files, NEST, NEXT, NUXT, RUNNABLE, TSUP, TYPESCRIPT_7, WORKER } from './projects.testkit.ts';

const reader = (folder: string) => (file: string) => readFileSync(join(folder, file), 'utf8');

/** Sets a fresh project up without installing anything; the second time must change nothing. */
async function setUp(files: Files) {
  const folder = folderOf(files);
  const first = await onetrace(folder, 'init', '--yes', '--no-install');
  const read = reader(folder);
  const changed = Object.keys(files).filter((file) => read(file) !== files[file]);
  const texts = changed.map(read);
  const second = await onetrace(folder, 'init', '--yes', '--no-install');
  expect(second.stdout).toContain('nothing to change');
  expect(changed.map(read)).toEqual(texts);
  return { ...first, folder, read, changed };
}

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const manifestIn = (read: (file: string) => string): Manifest => JSON.parse(read('package.json')) as Manifest;

describe('a project is set up and runs with its trace', () => {
  test.for(Object.entries(RUNNABLE))('%s', async ([, { files, run }]) => {
    const { folder, status, read } = await setUp(files);
    expect(status).toBe(0);
    const { scripts } = manifestIn(read);
    let output = '';
    for (const name of run) output = await runScript(folder, scripts[name] ?? '');
    expect(output).toMatch(/^traced$/m);
    // On Node the runtime alone may carry the trace: what was built must hold the sites.
    if (run.includes('build')) expect(builtText(folder)).toMatch(/src\/\w+\.[jt]s:\d+:\d+#/);
  });
});

const builtText = (folder: string): string =>
  readdirSync(join(folder, 'dist'))
    .filter((name) => /\.[cm]?js$/.test(name))
    .map((name) => readFileSync(join(folder, 'dist', name), 'utf8'))
    .join('\n');

/** As a package manager runs it. The packages of this repository are taken from their sources. */
async function runScript(folder: string, script: string): Promise<string> {
  const path = [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH];
  const env = { ...process.env, PATH: path.join(delimiter), NODE_OPTIONS: '--conditions=onetrace-source' };
  const command = /(^|\s)bun\s/.test(script)
    ? script.replace('bun ', 'bun --conditions=onetrace-source ')
    : script;
  const { stdout } = await promisify(exec)(command, { cwd: folder, env, timeout: 60_000 });
  return stdout;
}

describe('Next.js', () => {
  test('wraps the configuration, and writes the instrumentation file that Next loads', async () => {
    const { read, changed, status } = await setUp(NEXT);
    expect(status).toBe(0);
    expect(changed).toEqual(['package.json', 'next.config.ts']);
    expect(read('next.config.ts')).toBe(
      (NEXT['next.config.ts'] ?? '')
        .replace('"next";\n', '"next";\nimport { withOnetrace } from "@onetrace/plugins/next";\n')
        .replace('default nextConfig', 'default withOnetrace(nextConfig)'),
    );
    expect(read('src/instrumentation.ts')).toContain('await Observe.init({ serviceName: ');
    expect(manifestIn(read).dependencies).toEqual({
      '@onetrace/plugins': '^0.1.0',
      next: '16.4.0',
      onetrace: '^0.1.0',
      react: '19.3.0',
      'react-dom': '19.3.0',
    });
  });

  test('a CommonJS function with other wrappers is wrapped as a whole', async () => {
    const config =
      "const mdx = require('@next/mdx')();\n\nmodule.exports = mdx(async (phase) => ({ output: phase }));\n";
    const { 'next.config.ts': _, ...others } = NEXT;
    const { read } = await setUp({ ...others, 'next.config.js': config });
    expect(read('next.config.js')).toBe(
      "const mdx = require('@next/mdx')();\nconst { withOnetrace } = require('@onetrace/plugins/next');\n\nmodule.exports = withOnetrace(mdx(async (phase) => ({ output: phase })));\n",
    );
  });

  test('an instrumentation file of the author is not edited: the lines are printed', async () => {
    const own = 'export function register() { console.log(1); }\n';
    const folder = folderOf({ ...NEXT, 'src/instrumentation.ts': own });
    const { stdout, status } = await onetrace(folder, 'init', '--yes', '--no-install');
    expect(reader(folder)('src/instrumentation.ts')).toBe(own);
    expect(stdout).toContain('By hand, in src/instrumentation.ts: it is yours; add to its register()');
    expect(stdout).toContain("await Observe.init({ serviceName: 'my-app', otel: true });");
    expect(status).toBe(1);
  });
});

test('NestJS: ts-patch for the TypeScript at hand, and the script that patches it', async () => {
  const { read, changed } = await setUp(NEST);
  expect(changed).toEqual(['package.json', 'tsconfig.json', 'src/main.ts']);
  expect(JSON.parse(read('tsconfig.json'))).toEqual({
    compilerOptions: {
      module: 'nodenext',
      outDir: './dist',
      plugins: [{ transform: '@onetrace/plugins/ts-patch', transformProgram: true }],
    },
  });
  const { scripts, devDependencies } = manifestIn(read);
  expect(scripts.prepare).toBe('ts-patch install');
  expect(devDependencies?.['ts-patch']).toBe('^4.0.0');
  expect(read('src/main.ts')).toMatch(/^import '\.\/instrumentation';\nimport \{ NestFactory \}/);
});

test('TypeScript 5 gets ts-patch 3', async () => {
  const typescript = JSON.stringify({ name: 'typescript', version: '5.9.2' });
  const { read } = await setUp({ ...NEST, 'node_modules/typescript/package.json': typescript });
  expect(manifestIn(read).devDependencies?.['ts-patch']).toBe('^3.3.0');
});

test('TypeScript 7: what it emits is rewritten when Node loads it', async () => {
  const { read, changed, stdout } = await setUp(TYPESCRIPT_7);
  expect(changed).toEqual(['package.json', 'src/app.ts']);
  expect(manifestIn(read).scripts.start).toBe('node --import @onetrace/plugins/node dist/app.js');
  expect(manifestIn(read).dependencies).toHaveProperty('@onetrace/plugins');
  expect(stdout).toContain('since this compiler takes no plugins');
});

test('tsup without a configuration gets one', async () => {
  const { read } = await setUp(TSUP);
  expect(read('tsup.config.ts')).toBe(
    "import { defineConfig } from 'tsup';\nimport { onetrace } from '@onetrace/plugins/esbuild';\n\nexport default defineConfig({ esbuildPlugins: [onetrace()] });\n",
  );
  expect(read('src/server.ts')).toMatch(/^import '\.\/instrumentation\.js';\n/);
  expect(read('src/instrumentation.ts')).toContain("Observe.init({ serviceName: 'api' })");
});

test('Nuxt: in the build of the server', async () => {
  const { read } = await setUp(NUXT);
  expect(read('nuxt.config.ts')).toContain(
    '  nitro: { rollupConfig: { plugins: [onetrace()] } },\n  compatibilityDate',
  );
  expect(read('server/plugins/onetrace.js')).toContain("  void Observe.init({ serviceName: 'site' });\n});");
});

test('wrangler by itself takes no plugins: the way is printed', async () => {
  const folder = folderOf(WORKER);
  const { stdout, status } = await onetrace(folder, 'init', '--yes', '--no-install');
  expect(stdout).toContain(
    'By hand, in wrangler.jsonc: wrangler takes no plugins; build with its Vite plugin.',
  );
  expect(status).toBe(1);
});

test('wrangler with its Vite plugin: the plugin, and the Worker says where its spans go', async () => {
  const { read, status } = await setUp({
    ...WORKER,
    'vite.config.ts':
      "import { cloudflare } from '@cloudflare/vite-plugin'\nimport { defineConfig } from 'vite'\n\nexport default defineConfig({\n  plugins: [cloudflare()]\n})\n",
  });
  expect(read('vite.config.ts')).toContain('plugins: [onetrace(), cloudflare()]');
  expect(read('src/index.ts')).toMatch(/^import '\.\/instrumentation\.js';\n/);
  expect(status).toBe(0);
});

test('a server beside a page of Vite, named without its extension', async () => {
  const { read } = await setUp({
    'package.json': JSON.stringify({
      name: 'web',
      type: 'module',
      scripts: { dev: 'node server', preview: 'cross-env NODE_ENV=production node server' },
      devDependencies: { vite: '^8' },
    }),
    'vite.config.js': 'export default {};\n',
    'server.js': "import express from 'express';\n",
  });
  expect(manifestIn(read).scripts).toEqual({
    dev: 'node --import @onetrace/plugins/node server',
    preview: 'cross-env NODE_ENV=production node --import @onetrace/plugins/node server',
  });
  expect(read('server.js')).toMatch(/^import '\.\/instrumentation\.js';/);
});

test('tsx: ours comes first, and a flag that Node does not know is left alone', async () => {
  const scripts = {
    dev: 'tsx watch --clear-screen=false src/app.ts',
    start: 'tsx src/app.ts',
    serve: 'tsx --tsconfig x.json src/app.ts',
  };
  const { read } = await setUp({
    'package.json': JSON.stringify({ name: 'app', scripts }),
    'src/app.ts': "fetch('/');\n",
  });
  expect(manifestIn(read).scripts).toEqual({
    dev: 'node --watch --import @onetrace/plugins/node --import tsx src/app.ts',
    start: 'node --import @onetrace/plugins/node --import tsx src/app.ts',
    serve: scripts.serve,
  });
});

describe('what is not understood is not edited', () => {
  const project = (config: string): Files => ({
    'package.json': JSON.stringify({ name: 'app', devDependencies: { rollup: '^4' } }),
    'rollup.config.mjs': config,
  });

  test.for([
    ['a list of configurations', 'export default [{ input: 1 }, { input: 2 }];\n'],
    [
      'plugins that are no list here',
      'import { plugins } from "./plugins.mjs";\nexport default { plugins };\n',
    ],
    ['plugins that a spread may bring', 'import base from "./base.mjs";\nexport default { ...base };\n'],
    ['a call of unknown effect', 'import { make } from "./make.mjs";\nexport default make({});\n'],
    [
      'two results',
      'export default (args) => {\n  if (args.watch) return { input: 1 };\n  return { input: 2 };\n};\n',
    ],
    ['a name that is taken', 'const onetrace = 1;\nexport default { input: onetrace };\n'],
    ['a file that does not parse', 'export default {{\n'],
    ['nothing exported', 'console.log(1);\n'],
  ] as const)('%s', async ([, config]) => {
    const folder = folderOf(project(config));
    const { stdout, status } = await onetrace(folder, 'init', '--yes', '--no-install');
    expect(reader(folder)('rollup.config.mjs')).toBe(config);
    expect(stdout).toContain('By hand, in rollup.config.mjs');
    expect(stdout).toContain("import { onetrace } from '@onetrace/plugins/rollup';");
    expect(status).toBe(1);
  });

  test('a preload of the author, a command of esbuild with a flag that is not known', async () => {
    const toml = 'preload = ["./own.ts"]\n';
    const scripts = { start: 'bun run a.ts', build: 'esbuild a.ts --bundle --mangle-props=_$' };
    const bun = folderOf({
      'package.json': JSON.stringify({ scripts: { start: scripts.start } }),
      'bunfig.toml': toml,
      'a.ts': '',
    });
    expect((await onetrace(bun, 'init', '--yes', '--no-install')).stdout).toContain(
      'it has a preload already',
    );
    expect(reader(bun)('bunfig.toml')).toBe(toml);
    const manifest = { scripts: { build: scripts.build }, devDependencies: { esbuild: '^0.28' } };
    const flags = folderOf({ 'package.json': JSON.stringify(manifest), 'a.ts': '' });
    const { stdout } = await onetrace(flags, 'init', '--yes', '--no-install');
    expect(stdout).toContain('the command line of esbuild takes no plugins');
    expect(existsSync(join(flags, 'build.mjs'))).toBe(false);
  });
});

describe('asks before it changes anything', () => {
  test('a dry run shows the changes as a patch', async () => {
    const folder = folderOf(NEXT);
    const { stdout, status } = await onetrace(folder, 'init', '--dry-run');
    expect(stdout).toContain('-export default nextConfig;\n+export default withOnetrace(nextConfig);\n');
    expect(stdout).toContain('--- /dev/null\n+++ b/src/instrumentation.ts\n');
    expect(reader(folder)('next.config.ts')).toBe(NEXT['next.config.ts']);
    expect(status).toBe(0);
  });

  test('without a terminal and without --yes nothing is changed', async () => {
    const folder = folderOf(NEXT);
    const { stdout, status } = await onetrace(folder, 'init');
    expect(stdout).toContain('there is no terminal to ask in. Run it again with --yes.');
    expect(existsSync(join(folder, 'src/instrumentation.ts'))).toBe(false);
    expect(status).toBe(1);
  });
});

test.for([
  ['pnpm-lock.yaml', '', 'pnpm'],
  ['yarn.lock', '', 'yarn'],
  ['bun.lock', '', 'bun'],
  ['package-lock.json', '{}', 'npm'],
] as const)('%s: the package manager is found', async ([file, text, manager]) => {
  const { stdout } = await onetrace(folderOf({ ...NEXT, [file]: text }), 'init', '--dry-run');
  expect(stdout).toContain(`my-app: TypeScript 6.0.3, CommonJS, ${manager}`);
});

test('installs by the package manager, and stops where that fails', async () => {
  const npm = '#!/bin/sh\necho "npm $*" >> called.txt\nexit $(cat code.txt)\n';
  const folder = folderOf({ ...NEXT, 'bin/npm': npm, 'code.txt': '0' });
  await promisify(exec)('chmod +x bin/npm', { cwd: folder });
  const before = process.env.PATH;
  process.env.PATH = `${join(folder, 'bin')}${delimiter}${before}`;
  try {
    expect((await onetrace(folder, 'init', '--yes')).status).toBe(0);
    expect(reader(folder)('called.txt')).toBe('npm install\n');
  } finally {
    process.env.PATH = before;
  }
});

test('the root of a workspace is not a program', async () => {
  const folder = folderOf({ 'package.json': JSON.stringify({ name: 'root', workspaces: ['packages/*'] }) });
  const { stderr, status } = await onetrace(folder, 'init');
  expect(stderr).toContain('Name the package to set up: onetrace init packages/web');
  expect(status).toBe(2);
});

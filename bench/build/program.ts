/** One build in a process of its own: `program.ts CONTESTANT`, with the number of files in FILES. */
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';
import type { PluginOption } from 'vite';
import { projectOf } from './project.ts';

const name = process.argv[2] ?? '';
const folder = projectOf(Number(process.env.FILES));
const [tool = '', ...rest] = name.split(' ');
const plugin = rest.join(' ');

/** It looks for functions of packages by their names; a program's own files it lets pass. */
const OPENAI = {
  channelName: 'bench',
  module: { name: 'openai', versionRange: '>=1.0.0', filePath: 'resources/chat/completions/completions.mjs' },
  functionQuery: { className: 'Completions', methodName: 'create', kind: 'Async' },
} as const;

const TOOLS: Readonly<Record<string, () => Promise<() => unknown>>> = { esbuild, vite };

/** Whatever the tool needs is loaded before the clock starts. */
const build = await TOOLS[tool]?.();
if (build === undefined) throw new Error(`no tool ${tool}`);
const start = performance.now();
await build();
const ms = performance.now() - start;
console.log(JSON.stringify({ ms }));
process.exit();

async function esbuild(): Promise<() => unknown> {
  const plugins: Readonly<Record<string, () => Promise<Plugin[]>>> = {
    plain: async () => [],
    'empty plugin': async () => [
      { name: 'empty', setup: (build) => build.onLoad({ filter: /\.ts$/ }, () => undefined) },
    ],
    onetrace: async () => [(await import('../../plugins/esbuild.ts')).onetrace()],
    Babel: async () => [(await import('../peers/babel-visitor.ts')).babel()],
    'code-transformer': async () => {
      const { default: plugin } = await import('@apm-js-collab/code-transformer-bundler-plugins/esbuild');
      return [plugin({ instrumentations: [OPENAI] })];
    },
    'dd-trace': async () => [createRequire(import.meta.url)('dd-trace/esbuild') as Plugin],
    Sentry: async () => {
      const { sentryEsbuildPlugin } = createRequire(import.meta.url)('@sentry/node/esbuild');
      return [
        sentryEsbuildPlugin({ telemetry: false, disable: false, sourcemaps: { disable: true } }),
      ].flat();
    },
  };
  const { build } = await import('esbuild');
  const chosen = await plugins[plugin]?.();
  if (chosen === undefined) throw new Error(`no plugin ${plugin}`);
  return () =>
    build({
      absWorkingDir: folder,
      entryPoints: ['main.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: `${folder}/out/main.js`,
      logLevel: 'silent',
      plugins: chosen,
    });
}

async function vite(): Promise<() => unknown> {
  const plugins: Readonly<Record<string, () => Promise<PluginOption[]>>> = {
    plain: async () => [],
    'empty plugin': async () => [
      { name: 'empty', transform: { filter: { id: /\.ts$/ }, handler: () => null } },
    ],
    onetrace: async () => [(await import('../../plugins/vite.ts')).onetrace() as PluginOption],
  };
  const { build } = await import('vite');
  const chosen = await plugins[plugin]?.();
  if (chosen === undefined) throw new Error(`no plugin ${plugin}`);
  return () =>
    build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: { ssr: 'main.ts', outDir: `${folder}/out`, minify: false },
      plugins: chosen,
    });
}

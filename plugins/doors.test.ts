/** One app through every door that runs here; webpack, Rspack, Farm and Bun share `universal.ts` with Vite. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import { transformWithOxc, build as vite } from 'vite';
import { describe, expect, test } from 'vitest';
import type { Options } from './door/options.ts';
import type { Report } from './door/report.ts';
import { folderOf, origins, PIPELINE, run } from './door.testkit.ts';
import { onetrace as forEsbuild } from './esbuild.ts';
import { onetrace as forRolldown } from './rolldown.ts';
import { onetrace as forRollup } from './rollup.ts';
import { onetrace as forVite } from './vite.ts';

interface Door {
  /** Builds `src/app.ts` to `out/app.mjs`, with a map beside it. */
  build(folder: string, options?: Options): Promise<unknown>;
}

const conditions = ['onetrace-source'];
const external = /^node:/;

/** Rollup reads no TypeScript and no folders. */
const typescript = {
  name: 'typescript',
  resolveId: (id: string, importer?: string) =>
    id.startsWith('./') && importer && !id.endsWith('.ts') ? join(importer, '..', `${id}.ts`) : null,
  transform: async (code: string, id: string) => {
    if (!id.endsWith('.ts')) return null;
    const result = await transformWithOxc(code, id, {});
    return { code: result.code, map: JSON.stringify(result.map) };
  },
};

const DOORS: Readonly<Record<string, Door>> = {
  esbuild: {
    build: (folder, options) =>
      esbuild({
        absWorkingDir: folder,
        entryPoints: ['src/app.ts'],
        outfile: 'out/app.mjs',
        bundle: true,
        format: 'esm',
        platform: 'node',
        conditions,
        sourcemap: true,
        plugins: [forEsbuild(options)],
      }),
  },
  vite: {
    build: (folder, options) =>
      vite({
        root: folder,
        configFile: false,
        logLevel: 'error',
        plugins: [forVite(options)],
        ssr: { noExternal: true, resolve: { conditions } },
        resolve: { conditions },
        build: {
          ssr: 'src/app.ts',
          outDir: 'out',
          sourcemap: true,
          minify: false,
          rollupOptions: { external, output: { entryFileNames: 'app.mjs' } },
        },
      }),
  },
  rollup: {
    build: async (folder, options) => {
      const bundle = await rollup({
        input: join(folder, 'src/app.ts'),
        external: [external],
        onLog: () => {},
        plugins: [typescript, forRollup({ root: folder, ...options })],
      });
      await bundle.write({ dir: join(folder, 'out'), entryFileNames: 'app.mjs', sourcemap: true });
    },
  },
  rolldown: {
    build: async (folder, options) => {
      const bundle = await rolldown({
        cwd: folder,
        input: 'src/app.ts',
        platform: 'node',
        external,
        resolve: { conditionNames: [...conditions, 'import'] },
        plugins: [forRolldown(options)],
      });
      await bundle.write({ dir: join(folder, 'out'), entryFileNames: 'app.mjs', sourcemap: true });
    },
  },
};

describe.each(Object.entries(DOORS))('%s', (_name, { build }) => {
  test('builds a program that carries the trace, with a map that reaches the author', async () => {
    const folder = folderOf(PIPELINE);
    const reports: Report[] = [];
    await build(folder, { report: (it) => reports.push(it) });
    const [code, map] = ['out/app.mjs', 'out/app.mjs.map'].map((it) =>
      readFileSync(join(folder, it), 'utf8'),
    );
    expect(await run(join(folder, 'out/app.mjs'))).toBe('traced');
    const inApp = (needle: string) =>
      origins(code as string, map as string, needle).filter((it) => /^(?:app|ask)/.test(it));
    expect(inApp('fetch)(')).toEqual(['ask.ts:4:17']);
    expect(inApp('request.headers')).toEqual(['app.ts:5:23']);
    expect(reports).toHaveLength(1);
    expect(reports[0]?.sites.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      'src/app.ts:4:29',
      'src/ask.ts:1:8',
      'src/ask.ts:4:17',
    ]);
  });

  test('brings the runtime to an app that does not list it, and leaves dependencies alone', async () => {
    const folder = folderOf({
      ...PIPELINE,
      'src/app.ts': `import '../node_modules/dependency/index.js';\n${PIPELINE['src/app.ts']}`,
      'node_modules/dependency/index.js': 'export const dependency = globalThis.fetch;\n',
    });
    await build(folder);
    expect(await run(join(folder, 'out/app.mjs'))).toBe('traced');
    const code = readFileSync(join(folder, 'out/app.mjs'), 'utf8');
    expect(code).not.toContain('node_modules/dependency/index.js:');
  });

  test('leaves an app without a site as it is', async () => {
    const [ours, plain] = [folderOf({ 'src/app.ts': 'console.log(1 as number);\n' }), folderOf(PIPELINE)];
    await build(ours, { exclude: [] });
    await build(plain, { exclude: '**' });
    expect(await run(join(ours, 'out/app.mjs'))).toBe('1');
    expect(await run(join(plain, 'out/app.mjs'))).toBe('lost');
    expect(readFileSync(join(plain, 'out/app.mjs'), 'utf8')).not.toMatch(/onetrace\/inject|onetrace\.1/);
  });
});

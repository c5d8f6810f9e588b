/** What Vite's door and Nuxt's module do for frameworks, beyond the files that people write as programs. */
import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { folderOf } from './door.testkit.ts';
import nuxt from './nuxt.ts';
import { onetrace } from './vite.ts';

/** A compiler as that of `.vue`: the script alone, two lines below where it stood. */
const compiler = {
  name: 'compiler',
  transform: (code: string, id: string) =>
    id.endsWith('.vue')
      ? {
          code: `\n\n${/<script>(.*)<\/script>/.exec(code)?.[1]}`,
          map: { version: 3, sources: [id], names: [], mappings: ';;AAAQ' },
        }
      : undefined,
};

async function built(files: Record<string, string>, entry: string): Promise<string> {
  const folder = folderOf(files);
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [onetrace(), compiler],
    build: {
      write: false,
      minify: false,
      ssr: join(folder, entry),
      rollupOptions: { external: /^onetrace/ },
    },
  });
  return (result as unknown as { output: [{ code: string }] }).output[0].code;
}

test('what a compiler makes of a .vue file is rewritten, and named by its place in the file', async () => {
  const code = await built(
    { 'src/a.vue': '<script>export const ask = () => fetch("/a");</script>\n' },
    'src/a.vue',
  );
  expect(code).toContain('fetch("src/a.vue:1:9#ask"');
});

test("a framework's server brings Node's floor with it, and no other package does", async () => {
  const start = 'node_modules/nitropack/dist/presets/node/runtime/node-server.mjs';
  const files = {
    [start]: 'export const served = 1;\n',
    'node_modules/other/index.mjs': 'export const served = 1;\n',
  };
  expect(await built(files, start)).toMatch(/import ["']onetrace\/floor["']/);
  expect(await built(files, 'node_modules/other/index.mjs')).not.toContain('onetrace/floor');
});

test("Nuxt's module puts a plugin before those of Vite, and before those of Nitro", () => {
  const other = { name: 'other' };
  const options = { vite: { plugins: [other] }, nitro: { rollupConfig: { output: {}, plugins: [other] } } };
  nuxt(undefined, { options } as never);
  const names = (plugins: unknown[]) => plugins.map((it) => (it as { name: string }).name);
  expect(names(options.vite.plugins)).toEqual(['onetrace', 'onetrace:compiled', 'other']);
  expect(names(options.nitro.rollupConfig.plugins)).toEqual(['onetrace', 'other']);
  expect(options.nitro.rollupConfig.output).toEqual({});
});

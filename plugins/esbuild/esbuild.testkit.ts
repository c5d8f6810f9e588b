/** Builds with esbuild, as its door's tests ask for them. */
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { folderOf } from '../door.testkit.ts';
import { onetrace } from '../esbuild.ts';

export const optionsFor = (folder: string, more: BuildOptions = {}): BuildOptions => ({
  absWorkingDir: folder,
  entryPoints: ['src/app.ts'],
  outfile: join(folder, 'out.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  conditions: ['onetrace-source'],
  logLevel: 'silent',
  sourcemap: true,
  ...more,
});

/** The output and its map of a build with the plugin, in memory; the runtime stays outside. */
export async function built(files: Record<string, string>, more: BuildOptions = {}) {
  const folder = folderOf(files);
  const entry = Object.keys(files)[0] as string;
  const { outputFiles, warnings } = await build({
    ...optionsFor(folder, { entryPoints: [entry], plugins: [onetrace()], external: ['onetrace/*'] }),
    ...more,
    write: false,
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { code: text('.mjs'), map: text('.map'), warnings: warnings.map((it) => it.text) };
}

export const CALL = 'fetch("https://example.com");\n';

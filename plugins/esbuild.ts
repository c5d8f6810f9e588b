/**
 * The door for esbuild.
 *
 *   await esbuild.build({ entryPoints: ['src/app.ts'], bundle: true, plugins: [onetrace()] });
 *   await esbuild.build(withOnetrace({ entryPoints: ['src/app.ts'], plugins: [other()] }));
 *
 * esbuild gives a file to the first plugin that loads it, and to no other; `withOnetrace` makes both apply.
 */
import type { BuildOptions, Plugin } from 'esbuild';
import type { Options } from './door/options.ts';
import { alongside } from './esbuild/alongside.ts';
import { Door } from './esbuild/door.ts';

export type { Options, Pattern } from './door/options.ts';
export type { Report } from './door/report.ts';

const NAME = 'onetrace';

/**
 * The plugin for esbuild: rewrites each `fetch`, LLM call and request handler of your own files while they are
 * built. Where another plugin loads the same files, use {@link withOnetrace}.
 *
 * @example
 * import { onetrace } from '@onetrace/plugins/esbuild';
 *
 * await build({ entryPoints: ['src/app.ts'], bundle: true, platform: 'node', outdir: 'dist', plugins: [onetrace()] });
 */
export function onetrace(options: Options = {}): Plugin {
  const plugin: Plugin = {
    name: NAME,
    setup: (build) => new Door(build.initialOptions, options).open(build, (it) => it === plugin),
  };
  return plugin;
}

/**
 * Returns the build options with every plugin's loads rewritten, and onetrace after them.
 *
 * @example
 * import { withOnetrace } from '@onetrace/plugins/esbuild';
 *
 * await build(withOnetrace({ entryPoints: ['src/app.ts'], bundle: true, outdir: 'dist', plugins: [other()] }));
 */
export function withOnetrace<T extends BuildOptions>(buildOptions: T, options: Options = {}): T {
  const door = new Door(buildOptions, options);
  const others = (buildOptions.plugins ?? []).filter(({ name }) => name !== NAME);
  const own: Plugin = { name: NAME, setup: (build) => door.open(build) };
  return { ...buildOptions, plugins: [...others.map((plugin) => alongside(plugin, door)), own] };
}

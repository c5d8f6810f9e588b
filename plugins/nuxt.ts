/**
 * The module for Nuxt: its pages are built by Vite, its server by Nitro, each with a plugin of its own.
 *
 *   // nuxt.config.ts
 *   export default defineNuxtConfig({ modules: ['@onetrace/plugins/nuxt'] });
 *
 * Options stand under `onetrace`, or beside the module's name: `modules: [['@onetrace/plugins/nuxt', { … }]]`.
 */
import type { Options } from './door/options.ts';
import { onetrace as rollup } from './rollup.ts';
import { onetrace as vite } from './vite.ts';

export type { Options, Pattern } from './door/options.ts';

/** The parts of Nuxt that are used here. */
interface Nuxt {
  readonly options: {
    readonly onetrace?: Options;
    readonly vite: { plugins?: unknown[] };
    readonly nitro: { rollupConfig?: { plugins?: unknown } };
  };
}

export default function onetrace(inline: Options | undefined, { options }: Nuxt): void {
  const given = { ...options.onetrace, ...inline };
  options.vite.plugins = [...vite(given), ...(options.vite.plugins ?? [])];
  const { rollupConfig = {} } = options.nitro;
  options.nitro.rollupConfig = {
    ...rollupConfig,
    plugins: [rollup(given), rollupConfig.plugins].flat().filter(Boolean),
  };
}

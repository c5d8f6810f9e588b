/**
 * Where servers of frameworks begin. They load the modules of a route with its first request, and Node's floor with
 * them, too late for that one; so it comes in with the server itself.
 */

import { FLOOR } from '../files/own-package.ts';
import { viteInNuxt } from './messages.ts';
import { printOnce } from './print-once.ts';

const STARTS = [
  'nitro(?:pack)?/dist/presets/[\\w-]+/runtime/[\\w.-]+',
  '@sveltejs/kit/src/runtime/server/index',
  'astro/dist/core/app/entrypoints/virtual/index',
];

/** In `node_modules`, where nothing else is looked at. */
export const SERVER_START: RegExp = new RegExp(
  `[\\\\/]node_modules[\\\\/](?:${STARTS.join('|').replaceAll('/', '[\\\\/]')})\\.m?js$`,
);

/** On the first line, whose columns nobody looks at. */
export const withFloor = (code: string): { code: string; map: null } => ({
  code: `import '${FLOOR}'; ${code}`,
  map: null,
});

/** Vite's configuration, as far as it is asked. */
interface Config {
  readonly plugins: readonly { readonly name: string }[];
}

const isNuxt = ({ plugins }: Config): boolean => plugins.some(({ name }) => name.startsWith('nuxt:'));

/** Of a dev server, which runs the program in its own process. Vitest's runs none, Nuxt's asks another thread. */
export async function startFloorHere(config: Config = { plugins: [] }): Promise<void> {
  if (process.env['VITEST'] === undefined && !isNuxt(config)) await import(import.meta.resolve(FLOOR));
}

let hasRollup = false;

/** Nitro, which builds Nuxt's server, is given a plugin for Rollup. */
export const noteRollup = (): void => {
  hasRollup = true;
};

/** In Nuxt, Vite alone would leave every server route untraced. */
export function warnNuxt(config: Config): void {
  if (isNuxt(config) && !hasRollup) printOnce(viteInNuxt());
}

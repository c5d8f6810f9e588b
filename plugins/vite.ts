import type { Plugin } from 'vite';
import { compiled } from './door/compiled.ts';
import type { Options } from './door/options.ts';
import { universal } from './door/universal.ts';

export type { Options, Pattern } from './door/options.ts';
export type { Report } from './door/report.ts';

/**
 * The plugin for Vite: client, server rendering, dev server and Vitest: rewrites each `fetch`, LLM call and request handler of your own files while they are
 * built. Put it first in `plugins`, so that it reads what you wrote.
 *
 * @example
 * // vite.config.ts
 * import { onetrace } from '@onetrace/plugins/vite';
 *
 * export default { plugins: [onetrace()] };
 */
export const onetrace = (options?: Options): Plugin[] =>
  [universal.vite(options), compiled.vite(options)].flat();

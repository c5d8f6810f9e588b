import { type Universal, universal } from './door/universal.ts';

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
export const onetrace: Universal['vite'] = universal.vite;

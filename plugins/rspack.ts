import { type Universal, universal } from './door/universal.ts';

export type { Options, Pattern } from './door/options.ts';
export type { Report } from './door/report.ts';

/**
 * The plugin for Rspack: rewrites each `fetch`, LLM call and request handler of your own files while they are
 * built. Put it first in `plugins`, so that it reads what you wrote.
 *
 * @example
 * // rspack.config.js
 * import { onetrace } from '@onetrace/plugins/rspack';
 *
 * export default { plugins: [onetrace()] };
 */
export const onetrace: Universal['rspack'] = universal.rspack;

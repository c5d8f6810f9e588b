import { type Universal, universal } from './door/universal.ts';

export type { Options, Pattern } from './door/options.ts';
export type { Report } from './door/report.ts';

/**
 * The plugin for Rolldown and tsdown: rewrites each `fetch`, LLM call and request handler of your own files while they are
 * built. Put it first in `plugins`, so that it reads what you wrote.
 *
 * @example
 * // rolldown.config.js
 * import { onetrace } from '@onetrace/plugins/rolldown';
 *
 * export default { plugins: [onetrace()] };
 */
export const onetrace: Universal['rolldown'] = universal.rolldown;

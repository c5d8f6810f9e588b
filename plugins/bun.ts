import { type Universal, universal } from './door/universal.ts';

export type { Options, Pattern } from './door/options.ts';
export type { Report } from './door/report.ts';

/**
 * The plugin for `Bun.build`. Programs that Bun runs from their sources take a preload instead, in `bunfig.toml`:
 * `preload = ["@onetrace/plugins/bun-preload"]`.
 *
 * @example
 * import { onetrace } from '@onetrace/plugins/bun';
 *
 * await Bun.build({ entrypoints: ['src/app.ts'], outdir: 'dist', target: 'node', plugins: [onetrace()] });
 */
export const onetrace: Universal['bun'] = universal.bun;

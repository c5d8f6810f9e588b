import { type Universal, universal } from './door/universal.ts';

export type { Options, Pattern } from './door/options.ts';
export type { Report } from './door/report.ts';

export const onetrace: Universal['vite'] = universal.vite;

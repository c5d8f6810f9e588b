import { type Universal, universal } from './universal.ts';

export type { Options, Pattern } from './options.ts';
export type { Report } from './report.ts';

export const onetrace: Universal['rolldown'] = universal.rolldown;

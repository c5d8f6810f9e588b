/** `onetrace/inject` on Node. */
import './floor.ts';

export * from './inject.ts';

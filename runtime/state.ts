/**
 * What lives once per process, whatever the number of copies of this package in it (one bundled, one
 * in node_modules): kept on `globalThis` under the ABI's major version.
 */
import { type ContextStorage, createStorage } from './context.ts';
import type { Config } from './config.ts';
import type { Pipeline } from './export/pipeline.ts';

export interface State {
  readonly context: ContextStorage;
  config: Config | undefined;
  pipeline: Pipeline | undefined;
}

const KEY = Symbol.for('onetrace.1');
const registry = globalThis as { [KEY]?: State };

export const state: State = (registry[KEY] ??= {
  context: createStorage(),
  config: undefined,
  pipeline: undefined,
});

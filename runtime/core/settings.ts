import { configure } from '../config/configure.ts';
import type { InitOptions } from '../config/types/options.ts';
import type { Config } from '../config/types/settings.ts';
import { warnOnce } from './diagnostics.ts';
import { state } from './state.ts';

/** The configuration in force; without `Observe.init`, the environment's. */
export function settings(): Config {
  state.config ??= settingsFrom();
  return state.config;
}

/** Reads the environment; warns of what it names and this package does not speak. */
export const settingsFrom = (options?: InitOptions): Config => configure(options, warnOnce);

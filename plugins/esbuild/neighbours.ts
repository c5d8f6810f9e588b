/**
 * esbuild gives a file to the first `onLoad` that returns contents, and to no other. So the plain plugin makes
 * way for plugins after it, and finds out after the build which files a plugin before it has loaded.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { glance } from '@onetrace/transformer';
import type { BuildResult, OnLoadArgs, OnLoadOptions, Plugin, PluginBuild } from 'esbuild';

export interface Neighbours {
  /** The name of a plugin after us that loads this file as well. */
  rivalFor(args: OnLoadArgs): string | undefined;
  /** After a build: files that could have a site and were never given to us. */
  taken(result: BuildResult): string[];
  readonly before: readonly string[];
}

interface Claim {
  readonly plugin: string;
  readonly options: OnLoadOptions;
}

/** `came` returns whether we were given a file, by its absolute path. */
export function neighboursOf(build: PluginBuild, isSelf: (it: Plugin) => boolean, came: Came): Neighbours {
  const { initialOptions } = build;
  const plugins = initialOptions.plugins ?? [];
  const at = plugins.findIndex(isSelf);
  const before = plugins.slice(0, Math.max(at, 0)).map(({ name }) => name);
  const claims: Claim[] = [];
  for (const plugin of at === -1 ? [] : plugins.slice(at + 1)) recordClaims(plugin, claims);
  const keepsMetafile = initialOptions.metafile === true;
  if (before.length > 0) initialOptions.metafile = true;
  return {
    before,
    rivalFor: ({ path, namespace }) =>
      claims.find(
        ({ options }) => path.search(options.filter) !== -1 && (options.namespace ?? namespace) === namespace,
      )?.plugin,
    taken: (result) => {
      const inputs = Object.keys(result.metafile?.inputs ?? {});
      if (before.length > 0 && !keepsMetafile) Reflect.deleteProperty(result, 'metafile');
      if (before.length === 0) return [];
      const root = initialOptions.absWorkingDir ?? process.cwd();
      return inputs.map((input) => resolve(root, input)).filter((path) => !came(path) && couldHaveSite(path));
    },
  };
}

export type Came = (path: string) => boolean;

/** Records which `onLoad` a plugin registers; its `setup` is restored before it runs. */
function recordClaims(plugin: Plugin, claims: Claim[]): void {
  const { setup } = plugin;
  try {
    plugin.setup = (build) => {
      plugin.setup = setup;
      return setup.call(plugin, {
        ...build,
        onLoad(options, callback) {
          claims.push({ plugin: plugin.name, options });
          build.onLoad(options, callback);
        },
      });
    };
  } catch {
    // A frozen plugin object: its claims are not recorded, and esbuild's own order decides.
  }
}

function couldHaveSite(path: string): boolean {
  try {
    return glance.test(readFileSync(path.replace(/[?#].*$/, ''), 'utf8'));
  } catch {
    return false;
  }
}

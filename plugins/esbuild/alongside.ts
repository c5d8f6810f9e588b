import type { OnLoadArgs, OnLoadResult, Plugin, PluginBuild } from 'esbuild';
import type { Door } from './door.ts';

/** Returns the plugin with an `onLoad` whose results are rewritten before esbuild gets them. */
export function alongside(plugin: Plugin, door: Door): Plugin {
  return { ...plugin, setup: (build) => plugin.setup(listeningBuild(build, door)) };
}

const listeningBuild = (build: PluginBuild, door: Door): PluginBuild => ({
  ...build,
  onLoad(options, callback) {
    build.onLoad(options, async (args) => rewriteResult(args, await callback(args), door));
  },
});

type Loaded = OnLoadResult | null | undefined;

function rewriteResult(args: OnLoadArgs, result: Loaded, door: Door): Loaded {
  if (result?.contents === undefined || result.errors?.length) return result;
  const { contents, loader = 'js' } = result;
  const text =
    typeof contents === 'string' ? contents : new TextDecoder('utf-8', { ignoreBOM: true }).decode(contents);
  const code = door.rewriteLoaded(text, args, loader);
  return code === undefined ? result : { ...result, contents: code };
}

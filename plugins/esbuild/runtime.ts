/** Resolves `onetrace/inject` in a bundle: to one copy, even when the app does not depend on it. */
import type { OnResolveResult, PluginBuild } from 'esbuild';
import { HERE, RUNTIME } from '../files/own-package.ts';

const ASKED = Symbol('onetrace');

export function resolveRuntime(build: PluginBuild, root: string): void {
  let found: Promise<OnResolveResult | undefined> | undefined;
  build.onStart(() => {
    found = undefined;
  });
  build.onResolve({ filter: /^onetrace\/inject$/ }, ({ pluginData, resolveDir }) => {
    if (pluginData === ASKED) return undefined;
    found ??= firstOf(build, [root, resolveDir, HERE]);
    return found;
  });
}

/** Always resolves it as an `import`, so that a `require` gets the same copy. */
async function firstOf(build: PluginBuild, folders: readonly string[]): Promise<OnResolveResult | undefined> {
  for (const resolveDir of folders) {
    const { errors, warnings, ...result } = await build.resolve(RUNTIME, {
      kind: 'import-statement',
      resolveDir,
      pluginData: ASKED,
    });
    if (errors.length === 0) return { ...result, pluginData: undefined };
  }
  return undefined;
}

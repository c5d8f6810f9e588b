/** What the doors of Rollup's kind, of webpack's kind, Farm and Bun share, through unplugin. */
import { glance } from '@onetrace/transformer';
import { createUnplugin, type TransformResult, type UnpluginInstance, type UnpluginOptions } from 'unplugin';
import type { Options } from './options.ts';
import { ownRuntime, RUNTIME, runtimeFolder } from './own.ts';
import { Rewriter } from './rewriter.ts';
import { reachesModules } from './select.ts';

export type Universal = UnpluginInstance<Options | undefined, false>;

/** A query is allowed, but not that of a worker that cannot import anything. */
const PROGRAM = /^(?!\0)[^?#]*\.(?:[cm]?[jt]s|[jt]sx)(?:$|[?#](?!.*\btype=classic\b))/;

interface Warns {
  warn(message: string): void;
}

export const universal: Universal = createUnplugin<Options | undefined, false>((options = {}) => {
  let root = process.cwd();
  let rewriter = new Rewriter(options, root);
  const setRoot = (folder: string | undefined) => {
    if (folder === undefined || folder === root) return;
    root = folder;
    rewriter = new Rewriter(options, root);
  };

  function handler(this: Warns, text: string, path: string): TransformResult {
    if (!rewriter.selects(path)) return null;
    const result = rewriter.rewrite({ text, path, module: 'esm' });
    for (const message of result?.messages ?? []) this.warn(message.text);
    return result && result.code !== text
      ? ({ code: result.code, map: result.map } as TransformResult)
      : null;
  }

  const resolveId = {
    filter: { id: /^onetrace\/inject$/ },
    handler: () => (runtimeFolder(root) === undefined ? ownRuntime() : undefined),
  };
  const alias = () => (runtimeFolder(root) === undefined ? { [`${RUNTIME}$`]: ownRuntime() } : {});

  const plugin = {
    name: 'onetrace',
    enforce: 'pre',
    transform: {
      // Rollup knows no `enforce`: the author's own text comes first there too.
      order: 'pre',
      filter: {
        id: { include: PROGRAM, exclude: reachesModules(options) ? [] : [/[\\/]node_modules[\\/]/] },
        code: glance,
      },
      handler,
    },
    watchChange: (id) => rewriter.forget(id),
    buildEnd: () => rewriter.account(),
    rollup: { resolveId },
    rolldown: { resolveId, options: (input) => setRoot(input.cwd) },
    vite: { resolveId, configResolved: (config) => setRoot(config.root) },
    webpack(compiler) {
      setRoot(compiler.context);
      compiler.options.resolve.alias = { ...alias(), ...compiler.options.resolve.alias };
    },
    rspack(compiler) {
      setRoot(compiler.context);
      compiler.options.resolve.alias = { ...alias(), ...compiler.options.resolve.alias };
    },
  } satisfies UnpluginOptions;
  return plugin;
});

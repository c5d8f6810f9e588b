/**
 * The second pass of Vite's door: what compilers make of `.vue`, `.svelte` and `.astro` files, which are JavaScript
 * only after they have run. Sites are named by their places in the author's file, as the compilers' maps have them.
 */
import { createUnplugin, type TransformResult, type UnpluginInstance } from 'unplugin';
import type { Options } from './options.ts';
import { isBrowser } from './platform.ts';
import { Rewriter } from './rewriter.ts';

/** Not their styles, nor a part of them as text. */
const COMPILED =
  /^(?!\0)[^?]*\.(?:vue|svelte|astro)(?:$|\?(?!.*\b(?:type=(?:style|template)|raw|url|lang\.\w*(?:css|sass|less|styl\w*))\b))/;

interface Context {
  getCombinedSourcemap?(): object;
  warn(message: string): void;
}

export const compiled: UnpluginInstance<Options | undefined, false> = createUnplugin((options = {}) => {
  let rewriter = new Rewriter(options, options.root ?? process.cwd());

  function handler(this: Context, text: string, path: string): TransformResult {
    if (!rewriter.selects(path)) return null;
    const authorMap = mapOf(this);
    const result = rewriter.rewrite({
      text,
      path,
      ...(authorMap && { authorMap }),
      lang: 'jsx',
      module: 'esm',
      browser: isBrowser(this),
    });
    for (const message of result?.messages ?? []) this.warn(message.text);
    return result && result.code !== text
      ? ({ code: result.code, map: result.map } as TransformResult)
      : null;
  }

  return {
    name: 'onetrace:compiled',
    enforce: 'post',
    transform: { filter: { id: { include: COMPILED, exclude: /[\\/]node_modules[\\/]/ } }, handler },
    watchChange: (id) => rewriter.forget(id),
    buildEnd: () => {
      const { sites, misses } = rewriter.report();
      if (sites.length + misses.length > 0) rewriter.account();
    },
    vite: {
      configResolved: ({ root }) => {
        if (options.root === undefined) rewriter = new Rewriter(options, root);
      },
    },
  };
});

/** Where a compiler gives none there is none to ask. */
function mapOf(context: Context): object | undefined {
  try {
    return context.getCombinedSourcemap?.();
  } catch {
    return undefined;
  }
}

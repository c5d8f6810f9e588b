/** A loader of webpack's kind, for tools that take loaders and no plugins: Turbopack. */

import { decodeOptions, type LoaderOptions } from './door/loader-options.ts';
import { Rewriter } from './door/rewriter.ts';
import { packageKind } from './files/package-type.ts';

/** The parts of a loader's `this` that are used here. */
interface LoaderContext {
  readonly resourcePath: string;
  readonly rootContext: string;
  getOptions(): LoaderOptions;
  emitWarning(warning: Error): void;
  callback(error: null, code: string, map?: object | string): void;
}

const rewriters = new Map<string, Rewriter>();

export default function loader(this: LoaderContext, text: string, inputMap?: object | string): void {
  const { resourcePath: path, rootContext: root } = this;
  const rewriter = rewriterFor(this.getOptions(), root);
  const result = rewriter.selects(path)
    ? rewriter.rewrite({ text, path, inputMap, module: packageKind(path) === 'esm' ? 'esm' : 'either' })
    : undefined;
  for (const message of result?.messages ?? []) this.emitWarning(new Error(message.text));
  if (result?.map) this.callback(null, result.code, result.map);
  else this.callback(null, text, inputMap);
}

function rewriterFor(options: LoaderOptions, root: string): Rewriter {
  const key = JSON.stringify([options, root]);
  const rewriter = rewriters.get(key) ?? new Rewriter(decodeOptions(options), root);
  rewriters.set(key, rewriter);
  return rewriter;
}

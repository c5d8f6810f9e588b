/**
 * Node without a build: modules are rewritten while they are loaded, before types are stripped. Stack traces
 * show the author's lines; with `--enable-source-maps`, the columns as well.
 */
import { readFileSync } from 'node:fs';
import { type LoadFnOutput, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Options } from './door/options.ts';
import { Rewriter } from './door/rewriter.ts';
import { splitMap, withMap } from './files/inline-map.ts';
import { ownRuntime, RUNTIME } from './files/own-package.ts';
import { packageKind } from './files/package-type.ts';
import { EXTENSION } from './files/select.ts';

/**
 * Rewrites the modules that this thread loads from here on. The report comes when the process exits.
 *
 * @example
 * // instrument.mjs, for: node --import ./instrument.mjs app.ts
 * import { register } from '@onetrace/plugins/register';
 *
 * register({ exclude: 'src/generated/**', report: true });
 */
export function register(options: Options = {}): void {
  const rewriter = new Rewriter(options, process.cwd());
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== RUNTIME) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch {
        return { url: pathToFileURL(ownRuntime(true)).href, shortCircuit: true };
      }
    },
    load(url, context, next) {
      const loaded = next(url, context);
      return isProgram(url) && rewriter.selects(fileURLToPath(url))
        ? rewriteLoaded(url, loaded, rewriter)
        : loaded;
    },
  });
  if (options.report || options.manifest !== false) process.once('exit', () => rewriter.account());
}

const isProgram = (url: string): boolean =>
  url.startsWith('file:') && EXTENSION.test(url.replace(/[?#].*$/, ''));

function rewriteLoaded(url: string, loaded: LoadFnOutput, rewriter: Rewriter): LoadFnOutput {
  const path = fileURLToPath(url);
  const { code, map } = splitMap(sourceText(loaded.source) ?? readFileSync(path, 'utf8'));
  const result = rewriter.rewrite({
    text: code,
    path,
    inputMap: map,
    module: loadedKind(loaded.format, path),
  });
  for (const { text } of result?.messages ?? []) process.emitWarning(text, 'onetrace');
  if (result === undefined || result.code === code) return loaded;
  return { ...loaded, source: result.map ? withMap(result.code, result.map) : result.code };
}

function sourceText(source: LoadFnOutput['source']): string | undefined {
  if (source === undefined || source === null || typeof source === 'string') return source ?? undefined;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(source);
}

function loadedKind(format: string | null | undefined, path: string): 'esm' | 'cjs' {
  if (format?.startsWith('module')) return 'esm';
  return format?.startsWith('commonjs') ? 'cjs' : packageKind(path);
}

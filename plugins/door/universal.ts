/** The doors for Rollup, Vite, webpack, Rspack, Farm and Bun, through unplugin. */
import { join } from 'node:path';
import type { ModuleHint } from '@onetrace/transformer';
import { createUnplugin, type TransformResult, type UnpluginInstance, type UnpluginOptions } from 'unplugin';
import { ownRuntime, RUNTIME, runtimeFolder } from '../files/own-package.ts';
import { packageKind } from '../files/package-type.ts';
import { reachesModules } from '../files/select.ts';
import type { Options } from './options.ts';
import { isBrowser, isServer } from './platform.ts';
import { Rewriter } from './rewriter.ts';
import { noteRollup, SERVER_START, startFloorHere, warnNuxt, withFloor } from './server-start.ts';

export type Universal = UnpluginInstance<Options | undefined, false>;

/** Files of packages, but where servers of frameworks begin. */
const FOREIGN = new RegExp(`^(?!.*${SERVER_START.source}).*[\\\\/]node_modules[\\\\/]`);

/** A query is allowed, except `type=classic`: a classic worker cannot import. */
const PROGRAM = /^(?!\0)[^?#]*\.(?:[cm]?[jt]s|[jt]sx)(?:$|[?#](?!.*\btype=classic\b))/;

const INJECT = /^onetrace\/(?:inject|floor)$/;

interface Resolves {
  resolve(id: string, importer: string, options: { skipSelf: true }): Promise<{ id: string } | null>;
}

interface Warns {
  warn(message: string): void;
}

/** The parts of webpack's and Rspack's compiler that are used here. */
interface Compiler {
  readonly context: string;
  readonly options: {
    readonly resolve: { alias?: object[] | object | false | undefined };
    readonly externalsPresets?: { readonly node?: boolean };
  };
}

export const universal: Universal = createUnplugin<Options | undefined, false>(
  (options = {}, { framework }) => {
    if (framework === 'rollup') noteRollup();
    let root = options.root ?? process.cwd();
    let rewriter = new Rewriter(options, root);
    const setRoot = (folder: string | undefined) => {
      if (folder === undefined || folder === root) return;
      root = folder;
      rewriter = new Rewriter(options, root);
    };

    /** A dev server gives everything to a page as modules; webpack keeps scripts sloppy, which an `import` would end. */
    let serves = false;
    const scripts: ModuleHint = framework === 'webpack' || framework === 'rspack' ? 'cjs' : 'either';
    const moduleHint = (path: string): ModuleHint =>
      serves || packageKind(path.replace(/[?#].*$/, '')) === 'esm' ? 'esm' : scripts;

    function handler(this: Warns, text: string, path: string): TransformResult {
      if (SERVER_START.test(path)) return isBrowser(this) ? null : withFloor(text);
      if (!rewriter.selects(path)) return null;
      const result = rewriter.rewrite({ text, path, module: moduleHint(path), browser: isBrowser(this) });
      for (const message of result?.messages ?? []) this.warn(message.text);
      return result && result.code !== text
        ? ({ code: result.code, map: result.map } as TransformResult)
        : null;
    }

    /** The path of our own copy, for an app that does not depend on onetrace itself. */
    const ownPath = (forNode: boolean, id?: string) =>
      runtimeFolder(root) === undefined ? ownRuntime(forNode, id) : undefined;
    /** Resolves from the root, whichever file imports it, so that there is one copy. */
    const resolveId = {
      filter: { id: INJECT },
      async handler(this: Resolves, id: string) {
        return (await this.resolve(id, join(root, '_'), { skipSelf: true })) ?? ownPath(isServer(this), id);
      },
    };

    const tap = ({ context, options: { resolve, externalsPresets } }: Compiler) => {
      setRoot(context);
      const path = ownPath(externalsPresets?.node === true);
      if (path === undefined) return;
      if (Array.isArray(resolve.alias)) resolve.alias.push({ name: RUNTIME, onlyModule: true, alias: path });
      else resolve.alias = { [`${RUNTIME}$`]: path, ...(resolve.alias || {}) };
    };

    const transform = {
      // Rollup has no `enforce`; `order` makes this plugin see the author's own text there, too.
      order: 'pre',
      // No filter by content: rolldown's engine takes several times as long as V8 for this expression.
      filter: {
        id: { include: PROGRAM, exclude: reachesModules(options) ? [] : [FOREIGN] },
      },
      handler,
    };

    const plugin = {
      name: 'onetrace',
      enforce: 'pre',
      transform,
      watchChange: (id) => rewriter.forget(id),
      buildEnd: () => rewriter.account(),
      rollup: { resolveId },
      rolldown: { resolveId, options: (input) => setRoot(input.cwd) },
      vite: {
        resolveId,
        // Otherwise the dev server discovers it with the first module, and reloads the page.
        config: ({ root: folder = process.cwd() }) =>
          runtimeFolder(folder) === undefined ? undefined : { optimizeDeps: { include: [RUNTIME] } },
        configureServer: ({ config }) => startFloorHere(config),
        configResolved: (config) => {
          warnNuxt(config);
          serves = config.command === 'serve';
          setRoot(config.root);
        },
      },
      webpack: (compiler) => tap(compiler),
      rspack: (compiler) => tap(compiler),
      farm: {
        config({ root: folder }: { readonly root?: string }) {
          setRoot(folder);
          const path = ownPath(false);
          return path === undefined ? {} : { compilation: { resolve: { alias: { [RUNTIME]: path } } } };
        },
      },
      bun: {
        setup(build) {
          build.onResolve({ filter: INJECT }, () => {
            const path = ownPath(false);
            return path === undefined ? undefined : { path };
          });
        },
      },
    } satisfies UnpluginOptions;
    return plugin;
  },
);

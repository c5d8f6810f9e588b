/** The door of one build, or of one context with all its rebuilds. */
import { readFileSync } from 'node:fs';
import type {
  BuildOptions,
  BuildResult,
  Loader,
  OnEndResult,
  OnLoadArgs,
  OnLoadResult,
  PartialMessage,
  Plugin,
  PluginBuild,
} from 'esbuild';
import { loadedAfter, loadedBefore, type Message, noRuntime, unbundledIife } from '../door/messages.ts';
import type { Options } from '../door/options.ts';
import { Rewriter, type Source } from '../door/rewriter.ts';
import { splitMap, withMap } from '../files/inline-map.ts';
import { runtimeFolder } from '../files/own-package.ts';
import { packageKind } from '../files/package-type.ts';
import { reachesModules } from '../files/select.ts';
import { loadFilter } from './filter.ts';
import { extensionsOf, languageOf, languageOfLoader } from './languages.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { resolveRuntime } from './runtime.ts';

export class Door {
  readonly #options: Options;
  readonly #root: string;
  readonly #rewriter: Rewriter;
  #build: BuildOptions;
  #neighbours: Neighbours | undefined;
  readonly #seen = new Set<string>();
  readonly #said = new Set<Message['code']>();
  readonly #unsaid: Message[] = [];

  constructor(build: BuildOptions, options: Options) {
    this.#build = build;
    this.#options = options;
    this.#root = build.absWorkingDir ?? process.cwd();
    this.#rewriter = new Rewriter(options, this.#root);
  }

  /** `isSelf` recognises our plugin among the others, where it has to watch them. */
  open(build: PluginBuild, isSelf?: (it: Plugin) => boolean): void {
    this.#build = build.initialOptions;
    const { bundle, format, loader } = this.#build;
    if (!bundle && format === 'iife')
      return build.onStart(() => ({ warnings: [toWarning(unbundledIife())] }));
    if (isSelf) this.#neighbours = neighboursOf(build, isSelf, (path) => this.#cameOrNever(path));
    if (bundle) resolveRuntime(build, this.#root);
    build.onStart(() => this.#rewriter.begin());
    const filter = loadFilter(extensionsOf(loader), reachesModules(this.#options));
    build.onLoad({ filter, namespace: 'file' }, (args) => this.#load(args));
    build.onEnd((result) => this.#end(result));
  }

  #load(args: OnLoadArgs): OnLoadResult | undefined {
    this.#seen.add(args.path);
    const lang = languageOf(args.path, this.#build.loader);
    if (lang === undefined || args.with.type !== undefined) return undefined;
    const text = this.#rewriter.selects(args.path) ? readText(args.path) : undefined;
    const code = text === undefined ? undefined : this.#rewrite({ text, path: args.path, lang });
    if (code === undefined) return undefined;
    const rival = this.#neighbours?.rivalFor(args);
    if (rival === undefined) return { contents: code, loader: 'default' };
    this.#rewriter.forget(args.path);
    this.#say(loadedAfter(args.path, rival));
    return undefined;
  }

  /** Rewrites what another plugin has loaded; undefined where it stays as it is. */
  rewriteLoaded(contents: string, { path, namespace }: OnLoadArgs, loader: Loader): string | undefined {
    if (namespace !== 'file' || !this.#rewriter.selects(path)) return undefined;
    const lang = loader === 'default' ? languageOf(path, this.#build.loader) : languageOfLoader(loader);
    if (lang === undefined) return undefined;
    const { code, map } = splitMap(contents);
    return this.#rewrite({ text: code, path, lang, inputMap: map });
  }

  #rewrite(source: Source): string | undefined {
    const sourceMap = Boolean(this.#build.sourcemap);
    const result = this.#rewriter.rewrite({ ...source, sourceMap, module: this.#kindOf(source.path) });
    if (result === undefined || result.code === source.text) return undefined;
    return result.map ? withMap(result.code, result.map) : result.code;
  }

  #kindOf(path: string): Source['module'] {
    const { format, platform, bundle } = this.#build;
    if (packageKind(path) === 'esm') return 'esm';
    if (format === 'esm') return bundle ? 'either' : 'esm';
    return bundle || platform === 'node' || format === 'cjs' ? 'cjs' : 'script';
  }

  /** Whether we were given a file, or would not have been. */
  #cameOrNever(path: string): boolean {
    const isOurs = languageOf(path, this.#build.loader) !== undefined && this.#rewriter.selects(path);
    return !isOurs || this.#seen.has(path);
  }

  #end(result: BuildResult): OnEndResult {
    const [taken] = this.#neighbours?.taken(result) ?? [];
    if (taken !== undefined) this.#say(loadedBefore(taken, this.#neighbours?.before.join(', ') ?? ''));
    const { sites, messages } = this.#rewriter.report();
    if (sites.length > 0 && this.#leavesImport() && !runtimeFolder(this.#root))
      this.#say(noRuntime(this.#root));
    this.#rewriter.account();
    // esbuild reports a file that it cannot parse either, with more detail.
    const own = messages.filter(({ code }) => code !== 'PARSE' || result.errors.length === 0);
    return { warnings: [...this.#unsaid.splice(0), ...own].map(toWarning) };
  }

  /** Whether the output imports the runtime by its package name. */
  #leavesImport(): boolean {
    return !this.#build.bundle || this.#build.packages === 'external';
  }

  /** Reports the first message of each code, once per build or context. */
  #say(message: Message): void {
    if (this.#said.has(message.code)) return;
    this.#said.add(message.code);
    this.#unsaid.push(message);
  }
}

/** undefined where it cannot be read; esbuild reports that itself. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const toWarning = ({ text }: Message): PartialMessage => ({ text });

/** What all doors share: the choice of files, the rewriting, and the report of it. */
import {
  glance,
  type Lang,
  type ModuleHint,
  type Result,
  type TypeChecker,
  transform,
  typedGlance,
} from '@onetrace/transformer';
import { ProjectTypes } from '../files/project-types.ts';
import { fileSelector, unseenLibraries } from '../files/select.ts';
import { unseenLibrary } from './messages.ts';
import type { Options } from './options.ts';
import { printOnce } from './print-once.ts';
import { collectReport, type Findings, printReport, type Report } from './report.ts';
import { type ManifestFile, writeManifest } from './site-manifest.ts';

export interface Source {
  readonly text: string;
  /** Absolute; a query or a hash is allowed. */
  readonly path: string;
  /** The source map of a text that another tool has changed before. */
  readonly inputMap?: object | string | undefined;
  readonly lang?: Lang | undefined;
  /** The module kind of a file that neither its text nor its extension decides. */
  readonly module?: ModuleHint | undefined;
  readonly sourceMap?: boolean | undefined;
  /** The map of what another tool has made, where the build composes maps by itself. */
  readonly authorMap?: object | string | undefined;
  /** For a browser; default false. */
  readonly browser?: boolean | undefined;
}

export type Rewritten = Pick<Result, 'code' | 'map'> & Findings;

interface Done {
  readonly source: Source;
  readonly result: Rewritten;
}

/** One per build; kept for the rebuilds of a watching build tool. */
export class Rewriter {
  readonly selects: (path: string) => boolean;
  readonly #options: Options;
  readonly #root: string;
  readonly #done = new Map<string, Done>();
  readonly #types: ProjectTypes | undefined;
  #ofThisBuild = new Map<string, Rewritten>();
  readonly #ofLibraries = new Set<string>();

  constructor(options: Options, root: string) {
    this.#options = options;
    this.#root = options.root ?? root;
    this.#types = options.types ? new ProjectTypes(options.types, this.#root) : undefined;
    const selects = fileSelector(options, this.#root);
    this.selects = (path) => {
      const is = selects(path);
      if (is && options.libraries !== undefined && path.includes('node_modules')) this.#ofLibraries.add(path);
      return is;
    };
  }

  begin(): void {
    this.#ofThisBuild = new Map();
  }

  /** Drops a file that was deleted or will be loaded again. */
  forget(path: string): void {
    this.#ofThisBuild.delete(path);
    this.#ofThisBuild.delete(`${path}\0browser`);
  }

  /** Returns undefined where no site is possible. Where there is nothing to do, `code` is the identical string. */
  rewrite(source: Source): Rewritten | undefined {
    const { text, path } = source;
    // A framework builds one file for its server and for browsers.
    const key = source.browser ? `${path}\0browser` : path;
    const known = this.#done.get(key);
    if (!(glance.test(text) || (this.#types && typedGlance.test(text)))) {
      if (known) this.#done.delete(key);
      return undefined;
    }
    const result = known && sameSource(known.source, source) ? known.result : this.#transform(source);
    this.#done.set(key, { source, result });
    this.#ofThisBuild.set(key, result);
    return result;
  }

  #transform(source: Source): Rewritten {
    const { text, path, inputMap, authorMap, lang, sourceMap, browser, module: kind } = source;
    const types: TypeChecker | undefined = this.#types?.checkerFor(path, text);
    return transform(text, path, {
      root: this.#root,
      ...(types && { types }),
      ...(inputMap && { inputMap }),
      ...(authorMap && { authorMap }),
      ...(browser && { browser }),
      ...(lang && { lang }),
      ...(sourceMap === false && { sourceMap }),
      ...(kind && { module: kind }),
    });
  }

  #manifestFiles(): ManifestFile[] {
    return [...this.#ofThisBuild].map(([path, { sites, misses }]) => ({
      text: this.#done.get(path)?.source.text ?? '',
      sites,
      misses,
    }));
  }

  report(): Report {
    return collectReport(this.#ofThisBuild.values());
  }

  /** Delivers the report that the `report` option asks for, and the viewer's manifest. */
  account(): void {
    const { report, manifest, libraries = [] } = this.#options;
    for (const library of unseenLibraries(libraries, [...this.#ofLibraries]))
      printOnce(unseenLibrary(library));
    writeManifest(this.#root, () => this.#manifestFiles(), manifest);
    if (!report) return;
    const done = this.report();
    if (typeof report === 'function') return report(done);
    printReport(done, report);
  }
}

const sameSource = (a: Source, b: Source): boolean =>
  a.text === b.text &&
  a.lang === b.lang &&
  a.module === b.module &&
  a.sourceMap === b.sourceMap &&
  a.authorMap === b.authorMap &&
  (a.inputMap === b.inputMap || JSON.stringify(a.inputMap) === JSON.stringify(b.inputMap));

/** What all doors share: which files, the rewriting, and the account of it. */
import { glance, type Lang, type Result, transform } from '@onetrace/transformer';
import { RUNTIME } from '../files/own-package.ts';
import { looksCommonJs } from '../files/package-type.ts';
import { fileSelector } from '../files/select.ts';
import { noModule } from './messages.ts';
import type { Options } from './options.ts';
import { collectReport, type Findings, printReport, type Report } from './report.ts';

const REQUIRE = `require("${RUNTIME}")`;

export interface Source {
  readonly text: string;
  /** Absolute; a query or a hash is allowed. */
  readonly path: string;
  /** The map of a text that is not the author's own. */
  readonly inputMap?: object | string | undefined;
  readonly lang?: Lang | undefined;
  /** What a file is that neither its text nor its extension decides; a script cannot import anything. */
  readonly module?: 'esm' | 'cjs' | 'script' | undefined;
  readonly sourceMap?: boolean | undefined;
}

export type Rewritten = Pick<Result, 'code' | 'map'> & Findings;

interface Done {
  readonly source: Source;
  readonly result: Rewritten;
}

/** One per build; lives on through the rebuilds of a watching build tool. */
export class Rewriter {
  readonly selects: (path: string) => boolean;
  readonly #options: Options;
  readonly #root: string;
  readonly #done = new Map<string, Done>();
  #ofThisBuild = new Map<string, Rewritten>();

  constructor(options: Options, root: string) {
    this.#options = options;
    this.#root = options.root ?? root;
    this.selects = fileSelector(options, this.#root);
  }

  begin(): void {
    this.#ofThisBuild = new Map();
  }

  /** A file is gone, or will come again. */
  forget(path: string): void {
    this.#ofThisBuild.delete(path);
  }

  /** undefined: no site could be in it. Where there is nothing to do, `code` is the very same string. */
  rewrite(source: Source): Rewritten | undefined {
    const { text, path } = source;
    const known = this.#done.get(path);
    if (!glance.test(text)) {
      if (known) this.#done.delete(path);
      return undefined;
    }
    const result = known && sameSource(known.source, source) ? known.result : this.#transform(source);
    this.#done.set(path, { source, result });
    this.#ofThisBuild.set(path, result);
    return result;
  }

  #transform({ text, path, inputMap, lang, sourceMap, module: kind }: Source): Rewritten {
    const result = transform(text, path, {
      root: this.#root,
      ...(inputMap && { inputMap }),
      ...(lang && { lang }),
      ...(sourceMap === false && { sourceMap }),
      module: kind === 'esm' && !looksCommonJs(text) ? 'esm' : 'cjs',
    });
    const isScript = kind === 'script' && result.code.includes(REQUIRE) && !looksCommonJs(text);
    return isScript ? { ...result, code: text, sites: [], messages: [noModule(path)] } : result;
  }

  report(): Report {
    return collectReport(this.#ofThisBuild.values());
  }

  /** Does what the `report` option asks for. */
  account(): void {
    const { report } = this.#options;
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
  (a.inputMap === b.inputMap || JSON.stringify(a.inputMap) === JSON.stringify(b.inputMap));

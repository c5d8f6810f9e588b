/** One program, and every file of it that is emitted. */
import { dirname, resolve } from 'node:path';
import { transformTypeScript } from '@onetrace/transformer';
import type ts from 'typescript';
import type { Options } from '../options.ts';
import { type Findings, printed, reportOf, summary } from '../report.ts';
import { EXTENSION, selector } from '../select.ts';
import { say } from './say.ts';

export class Door {
  readonly transformer: ts.TransformerFactory<ts.SourceFile>;
  readonly #selects: (path: string) => boolean;
  readonly #findings = new Map<string, Findings>();

  constructor(api: typeof ts, program: ts.Program, options: Options) {
    const root = resolve(rootOf(program), options.root ?? '.');
    this.#selects = selector({ ...options, root }, root);
    this.transformer = (context) => (file) => {
      if (!this.selects(file)) return file;
      const { tree, ...findings } = transformTypeScript({ ts: api, context, file, program }, { root });
      for (const message of findings.messages) say(message);
      this.#findings.set(file.fileName, findings);
      return tree;
    };
    if (options.report) process.once('exit', () => this.#account(options.report));
  }

  selects(file: ts.SourceFile): boolean {
    return !file.isDeclarationFile && EXTENSION.test(file.fileName) && this.#selects(file.fileName);
  }

  #account(how: Options['report']): void {
    const report = reportOf(this.#findings.values());
    const shown = how === 'sites' ? { ...report, misses: [] } : report;
    process.stderr.write(`onetrace: ${summary(shown)}\n${printed(shown, process.stderr)}`);
  }
}

function rootOf(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  return typeof configFilePath === 'string' ? dirname(configFilePath) : program.getCurrentDirectory();
}

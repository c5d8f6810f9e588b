/**
 * A project's own type checker, for doors and commands that read text: it proves sites whose receiver comes from another
 * file. The program is made once, when the first file that could need it is asked for, and again after a file has changed.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type TypeChecker, typeCheckerOf, typedGlance } from '@onetrace/transformer';
import type ts from 'typescript';
import { noTypes } from '../door/messages.ts';
import { printOnce } from '../door/print-once.ts';

/** `true`: the tsconfig.json of the root. */
export type TypesOption = boolean | string;

export class ProjectTypes {
  readonly #config: string;
  readonly #api: typeof ts | undefined;
  #program: ts.Program | undefined;

  constructor(option: TypesOption, root: string) {
    const path = resolve(root, option === true || option === false ? '.' : option);
    this.#config = isFolder(path) ? join(path, 'tsconfig.json') : path;
    this.#api = compilerFor(this.#config);
  }

  /** undefined where types could add nothing, or the project does not have the file as it is given. */
  checkerFor(path: string, text: string): TypeChecker | undefined {
    if (this.#api === undefined || !typedGlance.test(text)) return undefined;
    const file = resolve(path.replace(/[?#].*$/, ''));
    this.#program ??= this.#made();
    let source = this.#program?.getSourceFile(file);
    // Of a build that watches: the others are taken over as they are.
    if (source !== undefined && source.text !== text && this.#api.sys.readFile(file) === text) {
      this.#program = this.#made(this.#program);
      source = this.#program?.getSourceFile(file);
    }
    if (this.#program === undefined || source?.text !== text) return undefined;
    return typeCheckerOf(this.#api, this.#program, source);
  }

  #made(oldProgram?: ts.Program): ts.Program | undefined {
    const api = this.#api as typeof ts;
    try {
      const { options, fileNames } = wholeProject(api, this.#config);
      return api.createProgram({ rootNames: fileNames, options, ...(oldProgram && { oldProgram }) });
    } catch (error) {
      printOnce(noTypes(this.#config, (error as Error).message));
      return undefined;
    }
  }
}

interface Project {
  readonly options: ts.CompilerOptions;
  readonly fileNames: string[];
}

/** The files of a project, and of those that it refers to. */
function wholeProject(api: typeof ts, config: string, seen: Set<string> = new Set()): Project {
  seen.add(config);
  const { config: json, error } = api.readConfigFile(config, (path) => api.sys.readFile(path));
  if (error !== undefined) throw new Error(api.flattenDiagnosticMessageText(error.messageText, '\n'));
  const parsed = api.parseJsonConfigFileContent(json, api.sys, dirname(config));
  const others = (parsed.projectReferences ?? []).map((it) => api.resolveProjectReferencePath(it));
  const referred = others.filter((it) => !seen.has(it)).map((it) => wholeProject(api, it, seen));
  const own = parsed.fileNames.length > 0 ? parsed.options : (referred[0]?.options ?? parsed.options);
  return {
    options: { ...own, noEmit: true, skipLibCheck: true, composite: false, incremental: false },
    fileNames: [...parsed.fileNames, ...referred.flatMap(({ fileNames }) => fileNames)],
  };
}

/** The compiler that the project has; TypeScript 7 answers nobody's questions. */
function compilerFor(config: string): typeof ts | undefined {
  try {
    const api = createRequire(config)('typescript') as typeof ts;
    if (typeof api.createProgram === 'function') return api;
    printOnce(noTypes(config, `TypeScript ${api.version} has no API for it`));
  } catch {
    printOnce(noTypes(config, 'there is no package "typescript"'));
  }
  return undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

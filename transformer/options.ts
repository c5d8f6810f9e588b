import type { TypeChecker } from './detect/type-checker.ts';
import type { Lang } from './parse/parse.ts';

export interface Options {
  /** Paths in sites are relative to it; default: as they are given. */
  readonly root?: string;
  /** The module that rewritten code imports; default `onetrace/inject`. */
  readonly runtime?: string;
  /** A source map of the text that is handed in, when it is not the author's own. */
  readonly inputMap?: object | string;
  /** The language, where a build tool reads it otherwise than the file's extension says. */
  readonly lang?: Lang;
  /** What a file is that neither its text nor its extension decides; default `cjs`, which asks for a `require`. */
  readonly module?: 'esm' | 'cjs';
  /** What a type checker knows of the file; promotes and rejects what its text alone leaves open. */
  readonly types?: TypeChecker;
  /** @internal For our own tests: enters every function body and binds every member call. */
  readonly stress?: boolean;
  /** Default true. */
  readonly sourceMap?: boolean;
}

import type { ModuleHint } from './detect/module-kind.ts';
import type { TypeChecker } from './detect/type-checker.ts';
import type { Lang } from './parse/parse.ts';

export interface Options {
  /** Paths in sites are relative to this folder; default: paths stay as given. */
  readonly root?: string;
  /** The module that rewritten code imports; default `onetrace/inject`. */
  readonly runtime?: string;
  /** The source map of the given text, when another tool has changed it before. */
  readonly inputMap?: object | string;
  /** The same, where the build tool composes maps by itself: only asked for the places of sites. */
  readonly authorMap?: object | string;
  /** The language, where the build tool does not go by the file's extension. */
  readonly lang?: Lang;
  /**
   * The module kind of a file that neither its text nor its extension decides: a module (`esm`), one that has `require`
   * (`cjs`, the default), `either` by the names that it uses (`require`, `module`, `exports`, a `this` at its top),
   * as bundlers have it, or a `script` where it uses none of them: nothing is done there.
   */
  readonly module?: ModuleHint;
  /** Built for a browser: what frameworks call for a request is no site there. Default false. */
  readonly browser?: boolean;
  /** A type checker for the file; it proves or rejects sites that the text alone leaves open. */
  readonly types?: TypeChecker;
  /** @internal For our own tests: enters every function body and binds every member call. */
  readonly stress?: boolean;
  /** Default true. */
  readonly sourceMap?: boolean;
}

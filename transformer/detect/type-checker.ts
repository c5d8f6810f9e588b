/** What the detector asks of a type checker, where the build tool has one. */
import type { Range } from '../site.ts';

export interface TypeChecker {
  /** The declaration of the callee of the call at this exact range; undefined where unknown (`any`). */
  declared(call: Range): DeclaredMember | undefined;
}

/** Where a function, method or call signature is declared. */
export interface DeclaredMember {
  /** The package by its folder's name, `@types/koa` included; undefined for a file of the program. */
  readonly package: string | undefined;
  /** The file inside its package, without extension: `resources/chat/completions/completions`. */
  readonly file: string;
  /** The class or interface that it is a member of, '' where there is none. */
  readonly owner: string;
  /** Its own name, '' for a call signature. */
  readonly name: string;
}

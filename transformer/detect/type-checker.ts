/** What a type checker can say of a program, where a door's tool has one (design 2.5). */
import type { Range } from '../site.ts';

export interface TypeChecker {
  /** What the call at exactly this range calls; undefined where the checker does not know (`any`). */
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

/** The contract of a rule: what one kind of site looks like. Rules see nodes, and say edits. */

import type { Helper } from '../edit.ts';
import type { Refusal, TraceRequest } from '../messages.ts';
import type { Callable, CallExpression, Node } from '../parse/tree.ts';
import type { Binding } from '../scope/binding.ts';
import type { Confidence, SiteKind } from '../site.ts';
import type { Origin } from '../values/origin.ts';
import type { DeclaredMember } from './type-checker.ts';

export type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>;

export type Visitors = { readonly [T in Node['type']]?: (node: NodeOf<T>, context: RuleContext) => void };

export interface Rule {
  readonly name: string;
  /**
   * Regular expression sources. A file whose text matches none of all rules' hints is never parsed, so
   * a hint must occur in every file that has a site, and in few others.
   */
  readonly hints: readonly string[];
  /** Hints that count where a type checker can tell the many files that have them apart. */
  readonly typedHints?: readonly string[];
  readonly visit: Visitors;
}

/** What a rule says of a site; the rest is read off the tree. */
export interface SiteSpec {
  readonly helper: Helper;
  readonly kind: SiteKind;
  readonly confidence: Confidence;
  /** The site's name, where it has a better one than the enclosing function's. */
  readonly function?: string;
  readonly facts?: Readonly<Record<string, string | undefined>>;
}

/** One file, as rules see it. */
export interface RuleContext {
  readonly text: string;
  origin(expression: Node): Origin | undefined;
  /** All that are known of it: of both sides of a condition, of each member of a union. */
  origins(expression: Node): readonly Origin[];
  /** Whether something is imported from one of these modules, by an import of any form; `pkg/*` is a prefix. */
  imports(modules: readonly string[]): boolean;
  /** True where the value is, or may be, a function that stands in this file. */
  isOwn(expression: Node): boolean;
  resolve(name: string, at: Node): Binding | 'dynamic' | undefined;
  isGlobal(name: string, at: Node): boolean;
  /** What the call calls, by a type checker; undefined where there is none or it does not know. */
  declared(call: CallExpression): DeclaredMember | undefined;
  /** `expression` becomes `$ot.helper(site, expression)`. */
  wrap(expression: Node, spec: SiteSpec): void;
  /** The callee of `call`, a member expression, is bound: `$ot.helper(site, receiver, key)(…)`. */
  bind(call: CallExpression, spec: SiteSpec): void;
  /** The body of `fn` runs inside a span, in place; false, and a miss, where it cannot. */
  enter(fn: Callable, spec: SiteSpec): boolean;
  /** Why the body of `fn` cannot be entered; undefined where it can. */
  refusal(fn: Callable): Refusal | undefined;
  /** Records a miss and a message: the author asked for this site by name, and must hear that it is none. */
  refuse(fn: Callable, request: TraceRequest, refusal: Refusal): void;
  /** `node` is compiled away; what it ended may need a semicolon now. */
  remove(node: Node, semicolonAt?: number): void;
  /** It looked like a site and is none, in words that a person can act on. */
  miss(at: Node, kind: SiteKind, reason: string): void;
  line(offset: number): number;
}

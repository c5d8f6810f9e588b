/** The contract of a rule: it visits nodes, and asks for edits where it finds a site. */

import type { Helper, Remove } from '../edit.ts';
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
   * Regular expression sources. A file that matches no hint of any rule is never parsed, so every file with a
   * site must match one, and few others should.
   */
  readonly hints: readonly string[];
  /** Hints that occur in too many files, and count only where a type checker can tell them apart. */
  readonly typedHints?: readonly string[];
  readonly visit: Visitors;
}

/** What a rule states about a site; the rest follows from the node. */
export interface SiteSpec {
  readonly helper: Helper;
  readonly kind: SiteKind;
  readonly confidence: Confidence;
  /** The site's name, where it has a better one than the enclosing function's. */
  readonly function?: string;
  readonly facts?: Readonly<Record<string, string | undefined>>;
  /** An entered body that must not name `arguments`: Next's server functions. */
  readonly argless?: boolean;
  /** What it becomes must not begin with a name; see `Wrap.unnamed`. */
  readonly unnamed?: boolean;
}

/** One file, as rules see it: questions about its nodes, and edits. */
export interface RuleContext {
  readonly text: string;
  /** The path as it appears in sites: relative to the root, with forward slashes. */
  readonly file: string;
  readonly program: NodeOf<'Program'>;
  /** The file is built for a browser, where no request comes in. */
  readonly browser: boolean;
  origin(expression: Node): Origin | undefined;
  /** All known origins: of both sides of a condition, of each member of a union. */
  origins(expression: Node): readonly Origin[];
  /** Whether the file imports one of these modules in any form; `pkg/*` is a prefix. */
  imports(modules: readonly string[]): boolean;
  /** Whether the value is, or may be, a function of this file. */
  isOwn(expression: Node): boolean;
  resolve(name: string, at: Node): Binding | 'dynamic' | undefined;
  isGlobal(name: string, at: Node): boolean;
  /** The callee's declaration; undefined without a type checker, or where it does not know. */
  declared(call: CallExpression): DeclaredMember | undefined;
  /** `expression` becomes `$ot.helper(site, expression)`. */
  wrap(expression: Node, spec: SiteSpec): void;
  /** The callee of `call`, a member expression, is bound: `$ot.helper(site, receiver, key)(…)`. */
  bind(call: CallExpression, spec: SiteSpec): void;
  /** The body of `fn` runs inside a span, in place. Returns false, with a miss, where it cannot. */
  enter(fn: Callable, spec: SiteSpec): boolean;
  /** Why the body of `fn` cannot be entered; undefined where it can. */
  refusal(fn: Callable): Refusal | undefined;
  /** Records a miss and a message: the author asked for this site by name, and must hear that it is none. */
  refuse(fn: Callable, request: TraceRequest, refusal: Refusal): void;
  /** `node` is removed; what stands around it may need a semicolon or parentheses now. */
  remove(node: Node, mend: Pick<Remove, 'semicolonAt' | 'enclose'>): void;
  /** Records why something that looks like a site is not one, in words that a person can act on. */
  miss(at: Node, kind: SiteKind, reason: string): void;
  line(offset: number): number;
}

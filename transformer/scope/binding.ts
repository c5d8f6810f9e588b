/** Scopes and what they bind, and how a name is looked up in them. */
import { type Callable, isCallable, type Node } from '../parse/tree.ts';

export type BindingKind =
  | 'import'
  | 'const'
  | 'let'
  | 'var'
  | 'param'
  | 'function'
  | 'class'
  | 'catch'
  | 'other';

/** A value that a binding was given, and the way into it: `const { a: { b } } = init` gives `['a', 'b']`. */
export interface BindingSource {
  readonly node: Node;
  readonly scope: Scope;
  readonly path: readonly string[];
  /** `node` is a parameter, whose value is the callers'. */
  readonly isParam?: boolean;
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier that declares it. */
  readonly id: Node;
  readonly scope: Scope;
  /** Initialiser and plain assignments; undefined as soon as something unreadable writes to it. */
  sources: BindingSource[] | undefined;
}

export interface Scope {
  readonly node: Node;
  readonly parent: Scope | undefined;
  /** The nearest scope that `var` declarations go to. */
  functionScope: Scope;
  readonly bindings: Map<string, Binding>;
  /** `with` or a sloppy direct `eval`: names may mean anything here. */
  dynamic: boolean;
}

/** The scope that `node` stands in. */
export function scopeOf(node: Node, scopes: ReadonlyMap<Node, Scope>): Scope {
  for (let at: Node | null | undefined = node; at; at = at.parent) {
    const scope = scopes.get(at);
    if (scope !== undefined) return scope;
  }
  throw new Error('unreachable: the program is a scope');
}

/** 'dynamic' where `with` or `eval` could bind the name; undefined for a global. */
export function resolveName(name: string, from: Scope): Binding | 'dynamic' | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    if (scope.dynamic) return 'dynamic';
    const binding = scope.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The nearest function around a node, not the node itself. */
export function functionAround(node: Node): Callable | undefined {
  for (let at = node.parent; at; at = at.parent) if (isCallable(at)) return at;
  return undefined;
}

/** Scopes, their bindings, and the lookup of a name. */
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

/** A value assigned to a binding, and the path into it: `['a', 'b']` for `const { a: { b } } = init`. */
export interface BindingSource {
  readonly node: Node;
  readonly scope: Scope;
  readonly path: readonly string[];
  /** `node` is a parameter, so the value comes from the callers. */
  readonly isParam?: boolean;
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier that declares it. */
  readonly id: Node;
  readonly scope: Scope;
  /** Initialiser and plain assignments; undefined once something is assigned that cannot be followed. */
  sources: BindingSource[] | undefined;
}

export interface Scope {
  readonly node: Node;
  readonly parent: Scope | undefined;
  /** The scope that `var` declarations are hoisted to. */
  functionScope: Scope;
  readonly bindings: Map<string, Binding>;
  /** `with`, or a sloppy direct `eval`: names may resolve to anything here. */
  dynamic: boolean;
  /** Of a namespace or an enum: all blocks that it and those around it are declared in, innermost first. */
  merged?: readonly (readonly Scope[])[];
}

/** The innermost scope around `node`, or its own. */
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
    const binding = scope.bindings.get(name) ?? mergedBinding(name, scope);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The nearest function around a node, not the node itself. */
export function functionAround(node: Node): Callable | undefined {
  for (let at = node.parent; at; at = at.parent) if (isCallable(at)) return at;
  return undefined;
}

/** What another block of the same namespace or enum exports. */
function mergedBinding(name: string, { merged = [] }: Scope): Binding | undefined {
  for (const blocks of merged) {
    for (const block of blocks) {
      const binding = block.bindings.get(name);
      if (binding !== undefined && isExported(binding)) return binding;
    }
  }
  return undefined;
}

function isExported({ id, scope }: Binding): boolean {
  if (scope.node.type === 'TSEnumBody') return true;
  for (let at: Node | null | undefined = id; at && at !== scope.node; at = at.parent) {
    if (at.type === 'ExportNamedDeclaration') return true;
  }
  return false;
}

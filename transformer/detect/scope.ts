/**
 * The walk: gives every node its parent, every scope its bindings, and hands over the nodes that some
 * rule wants to see. Everything is found here once; rules only ask.
 */
import { declare, declarePattern } from './declare.ts';
import { type Callable, eachChild, isCallable, type Node, type Program } from './tree.ts';

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
export interface Source {
  readonly node: Node;
  readonly scope: Scope;
  readonly path: readonly string[];
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier that declares it. */
  readonly id: Node;
  readonly scope: Scope;
  /** Initialiser and plain assignments; undefined as soon as something unreadable writes to it. */
  sources: Source[] | undefined;
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

export interface Analysis {
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly wanted: readonly Node[];
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
export function resolve(name: string, from: Scope): Binding | 'dynamic' | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    if (scope.dynamic) return 'dynamic';
    const binding = scope.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

const opensScope = (node: Node): boolean => {
  switch (node.type) {
    case 'BlockStatement':
      return !isCallable(node.parent);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'CatchClause':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'SwitchStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
    case 'WithStatement':
      return true;
    default:
      return false;
  }
};

const holdsVar = (node: Node): boolean =>
  isCallable(node) || node.type === 'StaticBlock' || node.type === 'TSModuleBlock';

interface Assignment {
  readonly target: Node;
  readonly value: Node | undefined;
  readonly scope: Scope;
}

export function analyse(program: Program, strict: boolean, wants: (type: string) => boolean): Analysis {
  const scopes = new Map<Node, Scope>();
  const wanted: Node[] = [];
  const assignments: Assignment[] = [];

  const root = open(program, undefined);
  eachChild(program, (child) => visit(child, program, root));
  for (const assignment of assignments) assign(assignment);
  return { scopes, wanted };

  function visit(node: Node, parent: Node, outer: Scope): void {
    node.parent = parent;
    const scope = opensScope(node) ? open(node, outer) : outer;
    declare(node, scope, outer);
    noteWrites(node, scope);
    if (wants(node.type)) wanted.push(node);
    eachChild(node, (child) => visit(child, node, scope));
  }

  function open(node: Node, parent: Scope | undefined): Scope {
    const bindings = new Map<string, Binding>();
    const scope = { node, parent, bindings, dynamic: node.type === 'WithStatement' } as Scope;
    scope.functionScope = parent === undefined || holdsVar(node) ? scope : parent.functionScope;
    scopes.set(node, scope);
    return scope;
  }

  function noteWrites(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'AssignmentExpression':
        assignments.push({
          target: node.left,
          value: isPlain(node.operator) ? node.right : undefined,
          scope,
        });
        return;
      case 'UpdateExpression':
        assignments.push({ target: node.argument, value: undefined, scope });
        return;
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type !== 'VariableDeclaration')
          assignments.push({ target: node.left, value: undefined, scope });
        return;
      case 'CallExpression':
        if (!strict && node.callee.type === 'Identifier' && node.callee.name === 'eval') {
          scope.functionScope.dynamic = true;
        }
    }
  }
}

const isPlain = (operator: string): boolean => operator === '=' || operator === '??=' || operator === '||=';

/** After the walk, when every hoisted name is known. */
function assign({ target, value, scope }: Assignment): void {
  declarePattern(target, value, scope, (id, source) => {
    const binding = resolve(id.name, scope);
    if (binding === undefined || binding === 'dynamic') return;
    if (source === undefined) binding.sources = undefined;
    else binding.sources?.push(source);
  });
}

/** The nearest function around a node, not the node itself. */
export function functionAround(node: Node): Callable | undefined {
  for (let at = node.parent; at; at = at.parent) if (isCallable(at)) return at;
  return undefined;
}

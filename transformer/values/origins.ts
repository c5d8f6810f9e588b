/** Answers where an expression's value comes from, as far as one file shows. */

import {
  bareExpression,
  type CallExpression,
  eachChild,
  isCallable,
  memberKey,
  type Node,
} from '../parse/tree.ts';
import { type Binding, resolveName, type Scope, scopeOf } from '../scope/binding.ts';
import type { Analysis, NamedCall } from '../scope/scope.ts';
import { isForeignPackage, type Origin, originMember } from './origin.ts';
import { memberStep, type PossibleValue } from './value.ts';
import { FileValueResolver } from './value-resolver.ts';

export class OriginResolver {
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly #resolver: FileValueResolver;
  readonly #origins = new Map<Node, Origin>();
  readonly #spelled = new Map<Node, Origin>();
  #methodCalls: ReadonlyMap<string, readonly CallExpression[]> | undefined;

  constructor(analysis: Omit<Analysis, 'wanted'>) {
    this.scopes = analysis.scopes;
    this.#resolver = new FileValueResolver(analysis);
  }

  scopeOf(node: Node): Scope {
    return scopeOf(node, this.scopes);
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return resolveName(name, this.scopeOf(at));
  }

  /** Whether `name` resolves to the platform's global at `at`. */
  isGlobal(name: string, at: Node): boolean {
    return this.resolve(name, at) === undefined;
  }

  /** The origin of an expression's value; where no module is known, the path as it is written. */
  origin(expression: Node): Origin {
    const known = this.#origins.get(expression);
    if (known !== undefined) return known;
    const origin = this.#proven(expression) ?? this.#written(expression);
    this.#origins.set(expression, origin);
    return origin;
  }

  /** The modules of import declarations and of `require` calls. */
  modules(): string[] {
    return this.#resolver.modules();
  }

  isOwn(expression: Node): boolean {
    return this.#resolver
      .valuesOf(expression)
      .some((value) => value.is === 'value' && isCallable(value.node));
  }

  /** Functions and classes of this file that the value is, or may be. */
  functionsIn(expression: Node): readonly Node[] {
    return this.#resolver.valuesOf(expression).flatMap((value) => functionNodes(value));
  }

  /** Calls of a method of this name, whatever it is called on. */
  methodCallsOf(name: string): readonly CallExpression[] {
    this.#methodCalls ??= methodCallsIn(this.#program());
    return this.#methodCalls.get(name) ?? [];
  }

  #program(): Node {
    const [program] = this.scopes.keys();
    return program as Node;
  }

  callsOf(name: string): readonly NamedCall[] {
    return this.#resolver.callsOf(name);
  }

  /** Of several origins, prefers one in a package to one in another file of the program. */
  #proven(expression: Node): Origin | undefined {
    const origins = this.origins(expression);
    return origins.find(isForeignPackage) ?? origins[0];
  }

  origins(expression: Node): readonly Origin[] {
    return this.#resolver
      .valuesOf(expression)
      .flatMap((value) => (value.is === 'origin' ? value.origin : []));
  }

  #written(expression: Node): Origin {
    const node = bareExpression(expression);
    const known = this.#spelled.get(node);
    if (known !== undefined) return known;
    this.#spelled.set(node, UNKNOWN);
    const origin = this.#spell(node);
    this.#spelled.set(node, origin);
    return origin;
  }

  #spell(node: Node): Origin {
    switch (node.type) {
      case 'Identifier':
        return this.#spellName(node.name, node);
      case 'ThisExpression':
        return writtenOrigin('this');
      case 'MemberExpression':
        return originMember(this.#written(node.object), memberStep(node));
      case 'NewExpression':
        return originMember(this.#written(node.callee), 'new');
      case 'CallExpression':
        return originMember(this.#written(node.callee), '()');
      case 'AwaitExpression':
        return this.#written(node.argument);
      case 'LogicalExpression':
        return this.#written(node.left);
      case 'ConditionalExpression':
        return this.#written(node.consequent);
      case 'AssignmentExpression':
        return this.#written(node.right);
      default:
        return UNKNOWN;
    }
  }

  /** A variable is spelled as its initialiser. */
  #spellName(name: string, at: Node): Origin {
    const binding = this.resolve(name, at);
    const [first] = (binding !== 'dynamic' && binding?.sources) || [];
    if (first === undefined || first.isParam || binding === 'dynamic' || binding?.kind === 'import') {
      return writtenOrigin(name);
    }
    const origin = this.#written(first.node);
    return origin === UNKNOWN ? writtenOrigin(name) : first.path.reduce(originMember, origin);
  }
}

const writtenOrigin = (name: string): Origin => ({ module: undefined, path: [name] });

/** The root of a path that starts at an expression without a name. */
const UNKNOWN: Origin = writtenOrigin('?');

function functionNodes(value: PossibleValue): readonly Node[] {
  if (value.is === 'list' || value.is === 'pair') return value.of.flatMap(functionNodes);
  return value.is === 'value' ? [value.node] : [];
}

function methodCallsIn(program: Node): Map<string, CallExpression[]> {
  const calls = new Map<string, CallExpression[]>();
  const visit = (node: Node): void => {
    if (node.type === 'CallExpression') {
      const callee = bareExpression(node.callee);
      const name = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
      if (name !== undefined) calls.set(name, [...(calls.get(name) ?? []), node]);
    }
    eachChild(node, visit);
  };
  visit(program);
  return calls;
}

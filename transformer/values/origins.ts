/** Where the value of an expression comes from, as far as the text can tell. */

import { bare, isCallable, type Node } from '../parse/tree.ts';
import { type Analysis, type Binding, resolve, type Scope, scopeOf } from '../scope/scope.ts';
import { isForeignPackage, type Origin, step } from './origin.ts';
import { stepOf } from './value.ts';
import { Things } from './value-resolver.ts';

export class Names {
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly #things: Things;
  readonly #origins = new Map<Node, Origin>();
  readonly #spelled = new Map<Node, Origin>();

  constructor(analysis: Omit<Analysis, 'wanted'>) {
    this.scopes = analysis.scopes;
    this.#things = new Things(analysis);
  }

  scopeOf(node: Node): Scope {
    return scopeOf(node, this.scopes);
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return resolve(name, this.scopeOf(at));
  }

  /** True where `name` means the platform's global at `at`. */
  isGlobal(name: string, at: Node): boolean {
    return this.resolve(name, at) === undefined;
  }

  /** The origin of an expression's value; without a module, the path alone as it is written. */
  origin(expression: Node): Origin {
    const known = this.#origins.get(expression);
    if (known !== undefined) return known;
    const origin = this.#proven(expression) ?? this.#written(expression);
    this.#origins.set(expression, origin);
    return origin;
  }

  /** The modules of imports and of `require`. */
  modules(): string[] {
    return this.#things.modules();
  }

  isOwn(expression: Node): boolean {
    return this.#things.of(expression).some((thing) => thing.is === 'value' && isCallable(thing.node));
  }

  /** Of several, that of a package says more than that of another file of the program. */
  #proven(expression: Node): Origin | undefined {
    const origins = this.origins(expression);
    return origins.find(isForeignPackage) ?? origins[0];
  }

  origins(expression: Node): readonly Origin[] {
    return this.#things.of(expression).flatMap((thing) => (thing.is === 'origin' ? thing.origin : []));
  }

  #written(expression: Node): Origin {
    const node = bare(expression);
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
        return written('this');
      case 'MemberExpression':
        return step(this.#written(node.object), stepOf(node));
      case 'NewExpression':
        return step(this.#written(node.callee), 'new');
      case 'CallExpression':
        return step(this.#written(node.callee), '()');
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

  /** By what a variable is given first. */
  #spellName(name: string, at: Node): Origin {
    const binding = this.resolve(name, at);
    const [first] = (binding !== 'dynamic' && binding?.sources) || [];
    if (first === undefined || first.isParam || binding === 'dynamic' || binding?.kind === 'import') {
      return written(name);
    }
    const origin = this.#written(first.node);
    return origin === UNKNOWN ? written(name) : first.path.reduce(step, origin);
  }
}

const written = (name: string): Origin => ({ module: undefined, path: [name] });

/** A value that no name leads to; the path from it may still be known. */
const UNKNOWN: Origin = written('?');

/**
 * What values are: followed from names to declarations, through members, calls and types, until a module, or
 * something that stands in this file. `deps.llm` of `deps: { llm: OpenAI }` is what `new OpenAI()` is.
 */

import { bare, isString, keyOf, type Node } from '../parse/tree.ts';
import {
  type Analysis,
  type Binding,
  type Calling,
  resolve,
  type Source,
  scopeOf,
  type Write,
} from '../scope/scope.ts';
import { callOf, madeOf } from './calls.ts';
import { classMember, literalMember, moduleMember } from './members.ts';
import { importOrigin, step } from './origin.ts';
import { paramOf } from './params.ts';
import { selvesOf } from './this-values.ts';
import { typeMember, typeOf } from './type-values.ts';
import { imported, isElement, NOTHING, stepOf, type Thing } from './value.ts';

/** Beyond it nobody would follow by eye either. */
const MAX_DEPTH = 48;
/** How much may be looked at for one question, and for all of a file, so that none takes long. */
const MAX_WORK = 2000;
const MAX_WORK_OF_FILE = 200_000;
/** A value that may be more than that is anything. */
const MAX_THINGS = 32;

export class Things {
  readonly analysis: Omit<Analysis, 'wanted'>;
  readonly #known = new Map<Node, readonly Thing[]>();
  #writes: Map<string, Write[]> | undefined;
  #calls: Map<string, Calling[]> | undefined;
  #depth = 0;
  #work = 0;
  #workLeft = MAX_WORK_OF_FILE;
  #gaveUp = false;

  constructor(analysis: Omit<Analysis, 'wanted'>) {
    this.analysis = analysis;
  }

  #writesOf(key: string): readonly Write[] {
    this.#writes ??= grouped(this.analysis.writes, (write) => write.key);
    return this.#writes.get(key) ?? [];
  }

  /** Calls and constructions of a plain name, whatever it means there. */
  callsOf(name: string): readonly Calling[] {
    this.#calls ??= grouped(this.analysis.calls, ({ callee }) => (callee as { name: string }).name);
    return this.#calls.get(name) ?? [];
  }

  modules(): string[] {
    const required = this.callsOf('require').flatMap(({ arguments: [id] }) => (isString(id) ? id.value : []));
    return [...this.analysis.imports, ...required];
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return resolve(name, scopeOf(at, this.analysis.scopes));
  }

  of(node: Node): readonly Thing[] {
    return this.once(node, () => this.#find(node));
  }

  /** Asks once for a node; while it is being asked, and too deep, nothing is known of it. */
  once(node: Node, find: () => readonly Thing[]): readonly Thing[] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#known.set(node, NOTHING);
    const things = this.#within(find);
    // What was given up is another question's to find out.
    if (this.#gaveUp) this.#known.delete(node);
    else this.#known.set(node, things);
    return things;
  }

  #within(find: () => readonly Thing[]): readonly Thing[] {
    if (this.#depth === 0) {
      this.#work = Math.min(MAX_WORK, this.#workLeft);
      this.#workLeft -= this.#work;
      this.#gaveUp = false;
    }
    if (this.#work <= 0) this.#gaveUp = true;
    if (this.#gaveUp || this.#depth > MAX_DEPTH) return NOTHING;
    this.#work--;
    this.#depth++;
    const things = find();
    this.#depth--;
    if (this.#depth === 0) this.#workLeft += this.#work;
    return things.length > MAX_THINGS ? things.slice(0, MAX_THINGS) : things;
  }

  #find(node: Node): readonly Thing[] {
    switch (node.type) {
      case 'Identifier':
        return this.named(node.name, node);
      case 'ThisExpression':
        return selvesOf(node, this);
      case 'MemberExpression':
        return this.member(node.object, stepOf(node));
      case 'CallExpression':
        return callOf(node, this);
      case 'NewExpression':
        return madeOf(node, this);
      case 'ImportExpression':
        return isString(node.source) ? imported(node.source.value) : NOTHING;
      case 'AwaitExpression':
        return this.of(node.argument);
      case 'LogicalExpression':
        return [...this.of(node.left), ...this.of(node.right)];
      case 'ConditionalExpression':
        return [...this.of(node.consequent), ...this.of(node.alternate)];
      case 'AssignmentExpression':
        return [...this.of(node.right), ...this.of(node.left)];
      case 'TSAsExpression':
      case 'TSTypeAssertion':
        return [...typeOf(node.typeAnnotation, node, this), ...this.of(node.expression)];
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'TSModuleDeclaration':
        return [{ is: 'value', node }];
      case 'ParenthesizedExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        return this.of(node.expression);
      default:
        return NOTHING;
    }
  }

  /** What a name stands for at a place. */
  named(name: string, at: Node): readonly Thing[] {
    const binding = this.resolve(name, at);
    if (binding === undefined || binding === 'dynamic') return NOTHING;
    const sources = binding.sources ?? [];
    if (binding.kind === 'import') {
      const origin = sources[0] && importOrigin(sources[0].node);
      return origin === undefined ? NOTHING : [{ is: 'origin', origin }];
    }
    return [...this.#annotated(binding), ...sources.flatMap((source) => this.#ofSource(source))];
  }

  /** `const client: OpenAI` says as much as `new OpenAI()`. */
  #annotated({ id }: Binding): readonly Thing[] {
    const annotation = 'typeAnnotation' in id ? id.typeAnnotation : undefined;
    return annotation?.type === 'TSTypeAnnotation' ? typeOf(annotation.typeAnnotation, id, this) : NOTHING;
  }

  #ofSource({ node, path, isParam }: Source): readonly Thing[] {
    const first = isParam ? this.once(node, () => paramOf(node, this)) : this.of(node);
    return path.reduce((things, key) => this.steps(things, key), first);
  }

  member(object: Node, key: string): readonly Thing[] {
    const things = this.steps(this.of(object), key);
    const writes = this.#writesOf(key).filter((write) => this.#isSamePlace(write.object, object));
    return writes.length === 0 ? things : [...writes.flatMap(({ value }) => this.of(value)), ...things];
  }

  steps(things: readonly Thing[], key: string): readonly Thing[] {
    return things.flatMap((thing) => this.step(thing, key));
  }

  step(thing: Thing, key: string): readonly Thing[] {
    return this.#within(() => this.#step(thing, key));
  }

  #step(thing: Thing, key: string): readonly Thing[] {
    switch (thing.is) {
      case 'origin':
        return [{ is: 'origin', origin: step(thing.origin, key) }];
      case 'list':
        return isElement(key) ? thing.of : NOTHING;
      case 'pair':
        return key === '[1]' ? thing.of : NOTHING;
      case 'type':
        return typeMember(thing, key, this);
      case 'instance':
        return [...classMember(thing.node, key, false, this), ...this.written(thing.node, key, true)];
      case 'value':
        return [...this.#valueMember(thing.node, key), ...this.written(thing.node, key, false)];
    }
  }

  #valueMember(node: Node, key: string): readonly Thing[] {
    switch (node.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        return classMember(node, key, true, this);
      case 'TSModuleDeclaration':
        return moduleMember(node, key, this);
      default:
        return literalMember(node, key, this);
    }
  }

  /** What is assigned to a member of it elsewhere. */
  written(node: Node, key: string, isInstance: boolean): readonly Thing[] {
    const writes = this.#writesOf(key);
    const isIt = (thing: Thing): boolean =>
      (thing.is === 'instance') === isInstance && 'node' in thing && thing.node === node;
    return writes.flatMap(({ object, value }) => (this.of(object).some(isIt) ? this.of(value) : NOTHING));
  }

  /** `app.locals` here and `app.locals` there, of one `app`; what is known of its value is another matter. */
  #isSamePlace(one: Node, other: Node): boolean {
    const [a, b] = [bare(one), bare(other)];
    if (a.type === 'Identifier' && b.type === 'Identifier') {
      return a.name === b.name && this.resolve(a.name, a) === this.resolve(b.name, b);
    }
    if (a.type !== 'MemberExpression' || b.type !== 'MemberExpression') return false;
    const key = keyOf(a);
    return key !== undefined && key === keyOf(b) && this.#isSamePlace(a.object, b.object);
  }
}

function grouped<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

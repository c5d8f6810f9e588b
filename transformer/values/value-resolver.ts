/**
 * What values are: followed from names to declarations, through members, calls and types, until a module, or
 * something that stands in this file. `deps.llm` of `deps: { llm: OpenAI }` is what `new OpenAI()` is.
 */

import { bareExpression, isStringLiteral, memberKey, type Node } from '../parse/tree.ts';
import { type Binding, type BindingSource, resolveName, scopeOf } from '../scope/binding.ts';
import type { Analysis, MemberWrite, NamedCall } from '../scope/scope.ts';
import { callResults, constructedValues } from './calls.ts';
import { classMember, literalMember, moduleMember } from './members.ts';
import { importOrigin, originMember } from './origin.ts';
import { paramValues } from './params.ts';
import type { ValueResolver } from './resolver.ts';
import { thisValues } from './this-values.ts';
import { typeMember, valuesOfType } from './type-values.ts';
import { importedModule, isElementStep, memberStep, NO_VALUES, type PossibleValue } from './value.ts';

/** Beyond it nobody would follow by eye either. */
const MAX_DEPTH = 48;
/** How much may be looked at for one question, and for all of a file, so that none takes long. */
const MAX_WORK = 2000;
const MAX_WORK_OF_FILE = 200_000;
/** A value that may be more than that is anything. */
const MAX_VALUES = 32;

export class FileValueResolver implements ValueResolver {
  readonly analysis: Omit<Analysis, 'wanted'>;
  readonly #known = new Map<Node, readonly PossibleValue[]>();
  #writes: Map<string, MemberWrite[]> | undefined;
  #calls: Map<string, NamedCall[]> | undefined;
  #depth = 0;
  #work = 0;
  #workLeft = MAX_WORK_OF_FILE;
  #gaveUp = false;

  constructor(analysis: Omit<Analysis, 'wanted'>) {
    this.analysis = analysis;
  }

  #writesOf(key: string): readonly MemberWrite[] {
    this.#writes ??= Map.groupBy(this.analysis.writes, (write) => write.key);
    return this.#writes.get(key) ?? [];
  }

  /** Calls and constructions of a plain name, whatever it means there. */
  callsOf(name: string): readonly NamedCall[] {
    this.#calls ??= Map.groupBy(this.analysis.calls, ({ callee }) => (callee as { name: string }).name);
    return this.#calls.get(name) ?? [];
  }

  modules(): string[] {
    const required = this.callsOf('require').flatMap(({ arguments: [id] }) =>
      isStringLiteral(id) ? id.value : [],
    );
    return [...this.analysis.imports, ...required];
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return resolveName(name, scopeOf(at, this.analysis.scopes));
  }

  valuesOf(node: Node): readonly PossibleValue[] {
    return this.once(node, () => this.#find(node));
  }

  /** Asks once for a node; while it is being asked, and too deep, nothing is known of it. */
  once(node: Node, find: () => readonly PossibleValue[]): readonly PossibleValue[] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#known.set(node, NO_VALUES);
    const values = this.#within(find);
    // What was given up is another question's to find out.
    if (this.#gaveUp) this.#known.delete(node);
    else this.#known.set(node, values);
    return values;
  }

  #within(find: () => readonly PossibleValue[]): readonly PossibleValue[] {
    if (this.#depth === 0) {
      this.#work = Math.min(MAX_WORK, this.#workLeft);
      this.#workLeft -= this.#work;
      this.#gaveUp = false;
    }
    if (this.#work <= 0) this.#gaveUp = true;
    if (this.#gaveUp || this.#depth > MAX_DEPTH) return NO_VALUES;
    this.#work--;
    this.#depth++;
    const values = find();
    this.#depth--;
    if (this.#depth === 0) this.#workLeft += this.#work;
    return values.length > MAX_VALUES ? values.slice(0, MAX_VALUES) : values;
  }

  #find(node: Node): readonly PossibleValue[] {
    switch (node.type) {
      case 'Identifier':
        return this.valuesOfName(node.name, node);
      case 'ThisExpression':
        return thisValues(node, this);
      case 'MemberExpression':
        return this.valuesOfMember(node.object, memberStep(node));
      case 'CallExpression':
        return callResults(node, this);
      case 'NewExpression':
        return constructedValues(node, this);
      case 'ImportExpression':
        return isStringLiteral(node.source) ? importedModule(node.source.value) : NO_VALUES;
      case 'AwaitExpression':
        return this.valuesOf(node.argument);
      case 'LogicalExpression':
        return [...this.valuesOf(node.left), ...this.valuesOf(node.right)];
      case 'ConditionalExpression':
        return [...this.valuesOf(node.consequent), ...this.valuesOf(node.alternate)];
      case 'AssignmentExpression':
        return [...this.valuesOf(node.right), ...this.valuesOf(node.left)];
      case 'TSAsExpression':
      case 'TSTypeAssertion':
        return [...valuesOfType(node.typeAnnotation, node, this), ...this.valuesOf(node.expression)];
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
        return this.valuesOf(node.expression);
      default:
        return NO_VALUES;
    }
  }

  /** What a name stands for at a place. */
  valuesOfName(name: string, at: Node): readonly PossibleValue[] {
    const binding = this.resolve(name, at);
    if (binding === undefined || binding === 'dynamic') return NO_VALUES;
    const sources = binding.sources ?? [];
    if (binding.kind === 'import') {
      const origin = sources[0] && importOrigin(sources[0].node);
      return origin === undefined ? NO_VALUES : [{ is: 'origin', origin }];
    }
    return [...this.#annotated(binding), ...sources.flatMap((source) => this.#ofSource(source))];
  }

  /** `const client: OpenAI` says as much as `new OpenAI()`. */
  #annotated({ id }: Binding): readonly PossibleValue[] {
    const annotation = 'typeAnnotation' in id ? id.typeAnnotation : undefined;
    return annotation?.type === 'TSTypeAnnotation'
      ? valuesOfType(annotation.typeAnnotation, id, this)
      : NO_VALUES;
  }

  #ofSource({ node, path, isParam }: BindingSource): readonly PossibleValue[] {
    const first = isParam ? this.once(node, () => paramValues(node, this)) : this.valuesOf(node);
    return path.reduce((values, key) => this.membersOf(values, key), first);
  }

  valuesOfMember(object: Node, key: string): readonly PossibleValue[] {
    const values = this.membersOf(this.valuesOf(object), key);
    const writes = this.#writesOf(key).filter((write) => this.#isSamePlace(write.object, object));
    return writes.length === 0 ? values : [...writes.flatMap(({ value }) => this.valuesOf(value)), ...values];
  }

  membersOf(values: readonly PossibleValue[], key: string): readonly PossibleValue[] {
    return values.flatMap((value) => this.memberOf(value, key));
  }

  memberOf(value: PossibleValue, key: string): readonly PossibleValue[] {
    return this.#within(() => this.#memberOf(value, key));
  }

  #memberOf(value: PossibleValue, key: string): readonly PossibleValue[] {
    switch (value.is) {
      case 'origin':
        return [{ is: 'origin', origin: originMember(value.origin, key) }];
      case 'list':
        return isElementStep(key) ? value.of : NO_VALUES;
      case 'pair':
        return key === '[1]' ? value.of : NO_VALUES;
      case 'type':
        return typeMember(value, key, this);
      case 'instance':
        return [...classMember(value.node, key, false, this), ...this.valuesWritten(value.node, key, true)];
      case 'value':
        return [...this.#valueMember(value.node, key), ...this.valuesWritten(value.node, key, false)];
    }
  }

  #valueMember(node: Node, key: string): readonly PossibleValue[] {
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
  valuesWritten(node: Node, key: string, isInstance: boolean): readonly PossibleValue[] {
    const writes = this.#writesOf(key);
    const isIt = (value: PossibleValue): boolean =>
      (value.is === 'instance') === isInstance && 'node' in value && value.node === node;
    return writes.flatMap(({ object, value }) =>
      this.valuesOf(object).some(isIt) ? this.valuesOf(value) : NO_VALUES,
    );
  }

  /** `app.locals` here and `app.locals` there, of one `app`; what is known of its value is another matter. */
  #isSamePlace(one: Node, other: Node): boolean {
    const [a, b] = [bareExpression(one), bareExpression(other)];
    if (a.type === 'Identifier' && b.type === 'Identifier') {
      return a.name === b.name && this.resolve(a.name, a) === this.resolve(b.name, b);
    }
    if (a.type !== 'MemberExpression' || b.type !== 'MemberExpression') return false;
    const key = memberKey(a);
    return key !== undefined && key === memberKey(b) && this.#isSamePlace(a.object, b.object);
  }
}

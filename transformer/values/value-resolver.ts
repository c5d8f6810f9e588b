/**
 * Follows expressions to what their values may be: from names to declarations, through members, calls and
 * types, up to an import or a literal of this file. `deps.llm` of `deps: { llm: OpenAI }` is an OpenAI instance.
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

/** Deeper than a reader would follow. */
const MAX_DEPTH = 48;
/** Budgets in steps, for one question and for a whole file, so that no input takes long. */
const MAX_WORK = 2000;
const MAX_WORK_OF_FILE = 200_000;
/** An expression with more possible values than this could be anything. */
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

  once(node: Node, find: () => readonly PossibleValue[]): readonly PossibleValue[] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#known.set(node, NO_VALUES);
    const values = this.#within(find);
    // Another question, with its own budget, may get further.
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
      case 'SequenceExpression':
        return this.valuesOf(node.expressions.at(-1) as Node);
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

  /** `const client: OpenAI` shows as much as `new OpenAI()`. */
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

  /** The values assigned to a member elsewhere in the file: `bot.client = new OpenAI()`. */
  valuesWritten(node: Node, key: string, isInstance: boolean): readonly PossibleValue[] {
    const writes = this.#writesOf(key);
    const isIt = (value: PossibleValue): boolean =>
      (value.is === 'instance') === isInstance && 'node' in value && value.node === node;
    return writes.flatMap(({ object, value }) =>
      this.valuesOf(object).some(isIt) ? this.valuesOf(value) : NO_VALUES,
    );
  }

  /** Whether both expressions are one path from one binding, such as `app.locals`; values do not matter. */
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

/**
 * Parts of a file where nothing of ours may stand: what runs in another place than it is written in, before
 * the file's imports, or where a name means what an object says.
 */
import {
  type CallExpression,
  eachChild,
  isCallable,
  memberKey,
  type Node,
  propertyName,
} from '../parse/tree.ts';
import { type Binding, functionAround } from '../scope/binding.ts';
import type { Analysis } from '../scope/scope.ts';
import { isOneOfModules } from '../values/origin.ts';
import type { OriginResolver } from '../values/origins.ts';

const RUNNERS: ReadonlySet<string> = new Set(['jest', 'vi', 'vitest', 'rstest', 'rs', 'import']);
const RUNNER_MODULES = ['vitest', '@jest/globals', '@rstest/core', 'bun:test'];

export class Untouchable {
  readonly #origins: OriginResolver;
  readonly #lineOf: (offset: number) => number;
  readonly #reasons = new Map<Node, string>();
  /** Parameters that have been looked at already. */
  readonly #params = new Set<Node>();

  constructor(
    { texts, runners }: Pick<Analysis, 'texts' | 'runners'>,
    origins: OriginResolver,
    lineOf: (offset: number) => number,
  ) {
    this.#origins = origins;
    this.#lineOf = lineOf;
    for (const operand of texts) this.#spelled(operand, operand);
    for (const call of runners) this.#hoisted(call);
  }

  /** Why `node` must be left alone, in words that a person can act on. */
  reason(node: Node): string | undefined {
    for (let at: Node | null | undefined = node; at; at = at.parent) {
      if (at.type === 'WithStatement') return 'it stands in a `with` statement';
      const reason = this.#reasons.get(at);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** `operand` becomes text: all functions that it may be, those of callers too where it is a parameter. */
  #spelled(operand: Node, at: Node): void {
    for (const node of this.#origins.functionsIn(operand)) this.#mark(node, at);
    if (operand.type === 'SpreadElement') return this.#spelled(operand.argument, at);
    if (operand.type !== 'Identifier') return;
    const binding = this.#origins.resolve(operand.name, operand);
    if (binding === undefined || binding === 'dynamic' || binding.kind !== 'param') return;
    if (this.#params.has(binding.id)) return;
    this.#params.add(binding.id);
    for (const given of this.#givenTo(binding)) this.#spelled(given, at);
  }

  #mark(node: Node, at: Node): void {
    const reason = `text is made of its function at line ${this.#lineOf(at.start)}, and may run where onetrace is not`;
    if (node.type === 'ArrayExpression') {
      for (const element of node.elements) if (element) this.#spelled(element, at);
    } else if (node.type === 'ObjectExpression') {
      for (const property of node.properties) {
        if (property.type !== 'Property') continue;
        // `executeScript({ target, func })`: the literal stands in the call.
        if (isCallable(property.value)) this.#reasons.set(property.value, reason);
        else if (TAKEN.has(propertyName(property) ?? '')) this.#spelled(property.value, at);
      }
    } else this.#reasons.set(node, reason);
  }

  /** What a parameter is given where its function is called, by its name or as a method. */
  #givenTo({ id }: Binding): readonly Node[] {
    const fn = functionAround(id);
    if (fn === undefined) return [];
    const index = fn.params.findIndex((param) => param.start <= id.start && id.end <= param.end);
    const isRest = fn.params[index]?.type === 'RestElement';
    const name = nameOfFunction(fn);
    if (index < 0 || name === undefined) return [];
    const calls = [...this.#origins.callsOf(name), ...this.#origins.methodCallsOf(name)];
    return calls.flatMap(({ arguments: args }) =>
      isRest ? args.slice(index) : args.slice(index, index + 1),
    );
  }

  #hoisted(call: CallExpression): void {
    const { callee } = call;
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
    const { object } = callee;
    const origin = this.#origins.origin(object);
    const isRunner =
      origin.module === undefined ? RUNNERS.has(object.name) : isOneOfModules(RUNNER_MODULES, origin.module);
    if (!isRunner) return;
    const reason = `a test runner moves line ${this.#lineOf(call.start)} before every import`;
    for (const argument of call.arguments) this.#reach(argument, reason);
  }

  /** What the hoisted code calls of this file's own functions runs as early. */
  #reach(node: Node, reason: string): void {
    if (this.#reasons.has(node)) return;
    this.#reasons.set(node, reason);
    const visit = (inner: Node): void => {
      const binding = inner.type === 'Identifier' ? this.#origins.resolve(inner.name, inner) : undefined;
      if (binding !== undefined && binding !== 'dynamic' && binding.kind === 'function') {
        for (const { node: fn } of binding.sources ?? []) this.#reach(fn, reason);
      }
      eachChild(inner, visit);
    };
    visit(node);
  }
}

/** Where a call takes an object: Chrome's scripting, MongoDB's `$function`. */
const TAKEN: ReadonlySet<string> = new Set(['func', 'function', 'fn', 'body', 'script', 'code', 'content']);

function nameOfFunction(fn: Node): string | undefined {
  if ('id' in fn && fn.id?.type === 'Identifier') return fn.id.name;
  const { parent } = fn;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return propertyName(parent);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression' ? memberKey(parent.left) : undefined;
    default:
      return undefined;
  }
}

/**
 * `@traced` of `onetrace`, on a method or a class: replaced by entered bodies, since neither engines nor type
 * stripping support decorators. Where its options are not constants it stays a decorator, with the same
 * effect at run time.
 */

import type { NodeOf, Rule, RuleContext } from '../detect/rule.ts';
import {
  type AccessorProperty,
  type Callable,
  type Class,
  isCallable,
  type MethodDefinition,
  type Node,
  type PropertyDefinition,
  propertyName,
} from '../parse/tree.ts';
import type { Range } from '../site.ts';
import { type TracedOptions, tracedOptions } from './traced-options.ts';

type Decorator = NodeOf<'Decorator'>;
type Member = MethodDefinition | PropertyDefinition | AccessorProperty;

export const traced: Rule = {
  name: 'traced',
  hints: ['\\btraced\\b'],
  visit: { Decorator: visitDecorator },
};

function visitDecorator(node: Decorator, context: RuleContext): void {
  const target = node.parent;
  if (!target || !isTraced(node, context)) return;
  const options = tracedOptions(node.expression);
  if (options === undefined) return staysDecorator(target, 'its options are no constants', context);
  switch (target.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return enterClass(node, target, options, context);
    case 'MethodDefinition':
      return enterMember(node, target, target.value, options, context);
    case 'PropertyDefinition':
    case 'AccessorProperty':
      if (!isCallable(target.value)) return staysDecorator(target, 'its value is no function here', context);
      return enterMember(node, target, target.value, options, context);
  }
}

const staysDecorator = (target: Node, reason: string, context: RuleContext): void =>
  context.miss(target, 'traced', `${reason}, so @traced stays a decorator`);

function isTraced({ expression }: Decorator, context: RuleContext): boolean {
  const origin = context.origin(expression.type === 'CallExpression' ? expression.callee : expression);
  return origin?.module === 'onetrace' && origin.path.length === 1 && origin.path[0] === 'traced';
}

/** Enters all methods that the class itself declares, or none: the decorator cannot stay for some of them. */
function enterClass(node: Decorator, owner: Class, options: TracedOptions, context: RuleContext): void {
  // Compilers that lower the others ask the class as it was written for its decorators.
  if (hasOthers(owner, context)) return staysDecorator(owner, 'its class has other decorators', context);
  const methods = owner.body.body.filter((it) => isOwnMethod(it, context));
  for (const { value } of methods) {
    const refusal = context.refusal(value);
    if (refusal !== undefined) return context.refuse(value, 'decorator', refusal);
  }
  const { name, ...others } = options;
  for (const method of methods) {
    const own = name === undefined ? others : { ...others, name: `${name}.${memberKeyName(method)}` };
    enterBody(method.value, method, own, context);
  }
  context.remove(node, { enclose: brokenOff(node, owner) });
}

const hasOthers = (owner: Class, context: RuleContext): boolean =>
  [owner, ...owner.body.body].some(
    (it) => 'decorators' in it && it.decorators.some((decorator) => !isTraced(decorator, context)),
  );

/** A class that `return`, `throw` or `yield` would lose at the line break after its decorator. */
function brokenOff(node: Decorator, owner: Class): Range | undefined {
  const start = Math.min(node.start, owner.start);
  for (let at: Node = owner; at.parent; at = at.parent) {
    const { parent } = at;
    if (TAKES_SAME_LINE.has(parent.type)) return { start, end: owner.end };
    if (Math.min(parent.start, node.start) !== start || parent.start < start) return undefined;
  }
  return undefined;
}

const TAKES_SAME_LINE: ReadonlySet<string> = new Set([
  'ReturnStatement',
  'ThrowStatement',
  'YieldExpression',
]);

function isOwnMethod(member: Node, context: RuleContext): member is MethodDefinition {
  return (
    member.type === 'MethodDefinition' &&
    member.kind === 'method' &&
    member.value.body !== null &&
    !member.decorators.some((it) => isTraced(it, context))
  );
}

function enterBody(
  fn: Callable,
  member: Member,
  { name, kind, attributes }: TracedOptions,
  context: RuleContext,
): boolean {
  const owner = className(member);
  return context.enter(fn, {
    helper: 'enterTraced',
    kind: 'traced',
    confidence: 'proven',
    function: owner === '' ? memberKeyName(member) : `${owner}.${memberKeyName(member)}`,
    facts: { name, kind, attributes },
  });
}

function memberKeyName(member: Member): string {
  if (member.key.type === 'PrivateIdentifier') return `#${member.key.name}`;
  return propertyName(member as { key: Node; computed: boolean }) ?? '[computed]';
}

function className(member: Node): string {
  const owner = member.parent?.parent;
  if (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression') return '';
  if (owner.id) return owner.id.name;
  const holder = owner.parent;
  if (holder?.type === 'ExportDefaultDeclaration') return 'default';
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : '';
}

function enterMember(
  node: Decorator,
  target: Member,
  fn: Callable,
  options: TracedOptions,
  context: RuleContext,
): void {
  const refusal = context.refusal(fn);
  if (refusal !== undefined) return context.refuse(fn, 'decorator', refusal);
  if (enterBody(fn, target, options, context)) {
    context.remove(node, { semicolonAt: semicolonBefore(node, target, context) });
  }
}

/** A member above without a semicolon ended where the decorator began; now it could go on. */
function semicolonBefore(node: Decorator, target: Member, context: RuleContext): number | undefined {
  const body = target.parent;
  if (body?.type !== 'ClassBody' || target.decorators[0] !== node) return undefined;
  const before = body.body[body.body.indexOf(target) - 1];
  if (before === undefined || before.type === 'StaticBlock') return undefined;
  if (before.type === 'MethodDefinition' && before.value.body) return undefined;
  return context.text[before.end - 1] === ';' ? undefined : before.end;
}

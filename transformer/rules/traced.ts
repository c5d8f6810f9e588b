/**
 * `@traced` of `onetrace`, on a method or on a class: compiled away into entered bodies, since neither
 * engines nor type stripping know decorators. Where its options are no constants it stays what it is, and
 * does the same when it runs.
 */

import type { File, NodeOf, Rule } from '../detect/rule.ts';
import {
  type AccessorProperty,
  type Callable,
  type Class,
  isCallable,
  type MethodDefinition,
  type Node,
  nameOfKey,
  type PropertyDefinition,
} from '../parse/tree.ts';
import { type Options, readOptions } from './traced-options.ts';

type Decorator = NodeOf<'Decorator'>;
type Member = MethodDefinition | PropertyDefinition | AccessorProperty;

export const traced: Rule = {
  name: 'traced',
  hints: ['\\btraced\\b'],
  visit: { Decorator: decorator },
};

function decorator(node: Decorator, file: File): void {
  const target = node.parent;
  if (!target || !isTraced(node, file)) return;
  const options = readOptions(node.expression);
  if (options === undefined) return stays(target, 'its options are no constants', file);
  switch (target.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return wholeClass(node, target, options, file);
    case 'MethodDefinition':
      return member(node, target, target.value, options, file);
    case 'PropertyDefinition':
    case 'AccessorProperty':
      if (!isCallable(target.value)) return stays(target, 'its value is no function here', file);
      return member(node, target, target.value, options, file);
  }
}

const stays = (target: Node, reason: string, file: File): void =>
  file.miss(target, 'traced', `${reason}, so @traced stays a decorator`);

function isTraced({ expression }: Decorator, file: File): boolean {
  const origin = file.origin(expression.type === 'CallExpression' ? expression.callee : expression);
  return origin?.module === 'onetrace' && origin.path.length === 1 && origin.path[0] === 'traced';
}

/** All methods that the class itself declares, or none: the decorator cannot stay for some of them. */
function wholeClass(node: Decorator, owner: Class, options: Options, file: File): void {
  const methods = owner.body.body.filter((it) => isOwnMethod(it, file));
  for (const { value } of methods) {
    const refusal = file.refusal(value);
    if (refusal !== undefined) return file.miss(value, 'traced', refusal);
  }
  const { name, ...others } = options;
  for (const method of methods) {
    const own = name === undefined ? others : { ...others, name: `${name}.${keyName(method)}` };
    enter(method.value, method, own, file);
  }
  file.remove(node);
}

function isOwnMethod(member: Node, file: File): member is MethodDefinition {
  return (
    member.type === 'MethodDefinition' &&
    member.kind === 'method' &&
    member.value.body !== null &&
    !member.decorators.some((it) => isTraced(it, file))
  );
}

function enter(fn: Callable, member: Member, { name, kind, attributes }: Options, file: File): boolean {
  const owner = className(member);
  return file.enter(fn, {
    helper: 'enterTraced',
    kind: 'traced',
    confidence: 'proven',
    function: owner === '' ? keyName(member) : `${owner}.${keyName(member)}`,
    facts: { name, kind, attributes },
  });
}

function keyName(member: Member): string {
  if (member.key.type === 'PrivateIdentifier') return `#${member.key.name}`;
  return nameOfKey(member as { key: Node; computed: boolean }) ?? '[computed]';
}

function className(member: Node): string {
  const owner = member.parent?.parent;
  if (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression') return '';
  if (owner.id) return owner.id.name;
  const holder = owner.parent;
  if (holder?.type === 'ExportDefaultDeclaration') return 'default';
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : '';
}

function member(node: Decorator, target: Member, fn: Callable, options: Options, file: File): void {
  if (enter(fn, target, options, file)) file.remove(node, openEnd(node, target, file));
}

/** A field above without a semicolon ended where the decorator began; now it could go on. */
function openEnd(node: Decorator, target: Member, file: File): number | undefined {
  const body = target.parent;
  if (body?.type !== 'ClassBody' || target.decorators[0] !== node) return undefined;
  const before = body.body[body.body.indexOf(target) - 1];
  if (before?.type !== 'PropertyDefinition' && before?.type !== 'AccessorProperty') return undefined;
  return file.text[before.end - 1] === ';' ? undefined : before.end;
}

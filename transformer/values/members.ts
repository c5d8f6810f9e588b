/** Members of what stands in this file: classes, literals, namespaces. */

import { type Callable, type Class, eachChild, isCallable, type Node, nameOfKey } from '../parse/tree.ts';
import { madeOfClass } from './instances.ts';
import { paramOf } from './params.ts';
import { typeOf } from './type-values.ts';
import { ELEMENT, isElement, NOTHING, type Thing } from './value.ts';
import type { Things } from './value-resolver.ts';

export function classMember(owner: Class, key: string, isStatic: boolean, things: Things): readonly Thing[] {
  const own = owner.body.body.flatMap((member) => {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') return NOTHING;
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      return isStatic ? NOTHING : parameterProperty(member.value, key, things);
    }
    return member.static === isStatic && nameOfKey(member) === key ? valueOfMember(member, things) : NOTHING;
  });
  if (own.length > 0 || !owner.superClass) return own;
  const given = isStatic ? NOTHING : typeGiven(owner, key, things);
  if (given.length > 0) return given;
  const parents = things.of(owner.superClass).filter(({ is }) => is === 'value');
  return parents.flatMap((parent) =>
    isStatic ? things.step(parent, key) : things.steps(instancesOf(parent, things), key),
  );
}

/** `client` of `class A extends Base<OpenAI>`, where `Base<T>` has it as a `T`. */
function typeGiven(owner: Class, key: string, things: Things): readonly Thing[] {
  const args = owner.superTypeArguments?.params;
  const parent = args && owner.superClass && things.of(owner.superClass).find(({ is }) => is === 'value');
  if (parent?.is !== 'value' || !('superClass' in parent.node)) return NOTHING;
  const name = parent.node.body.body.map((member) => typeNameOf(member, key)).find((it) => it !== undefined);
  const at = parent.node.typeParameters?.params.findIndex((it) => it.name.name === name) ?? -1;
  return typeOf(args?.[at], owner, things);
}

/** The plain name of a field's type, or of a parameter's that is a field. */
function typeNameOf(member: Class['body']['body'][number], key: string): string | undefined {
  const isMaker = member.type === 'MethodDefinition' && member.kind === 'constructor';
  const params: readonly Node[] = isMaker ? member.value.params : [];
  const fields = params.flatMap((it) => (it.type === 'TSParameterProperty' ? it.parameter : []));
  const field = fields.find((it) => it.type === 'Identifier' && it.name === key);
  const typed = member.type === 'PropertyDefinition' && nameOfKey(member) === key ? member : field;
  const type = typed && 'typeAnnotation' in typed ? typed.typeAnnotation : undefined;
  if (type?.type !== 'TSTypeAnnotation' || type.typeAnnotation.type !== 'TSTypeReference') return undefined;
  const { typeName } = type.typeAnnotation;
  return typeName.type === 'Identifier' ? typeName.name : undefined;
}

const instancesOf = (parent: Thing, things: Things): readonly Thing[] =>
  parent.is === 'value' && (parent.node.type === 'ClassDeclaration' || parent.node.type === 'ClassExpression')
    ? madeOfClass(parent.node, things).filter(({ is }) => is === 'instance')
    : NOTHING;

function valueOfMember(member: Class['body']['body'][number], things: Things): readonly Thing[] {
  switch (member.type) {
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty': {
      const typed = typeOf(member.typeAnnotation?.typeAnnotation, member, things);
      return member.value ? [...typed, ...things.of(member.value)] : typed;
    }
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      if (member.kind === 'get') return resultOf(member.value as Callable, things);
      return [{ is: 'value', node: member.value }];
    default:
      return NOTHING;
  }
}

function parameterProperty(method: Node, key: string, things: Things): readonly Thing[] {
  if (!('params' in method) || !Array.isArray(method.params)) return NOTHING;
  for (const param of method.params) {
    if (param.type !== 'TSParameterProperty') continue;
    const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (id.type === 'Identifier' && id.name === key) return things.once(param, () => paramOf(param, things));
  }
  return NOTHING;
}

/** A member of an object or array, the result of a function. */
export function literalMember(node: Node, key: string, things: Things): readonly Thing[] {
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) => {
        if (property.type === 'SpreadElement') return things.steps(things.of(property.argument), key);
        if (key !== ELEMENT && nameOfKey(property) !== key) return NOTHING;
        const isGetter = property.kind === 'get' && isCallable(property.value);
        return isGetter ? resultOf(property.value as Callable, things) : things.of(property.value);
      });
    case 'ArrayExpression':
      if (!isElement(key)) return NOTHING;
      return (key === ELEMENT ? node.elements : [node.elements[Number(key.slice(1, -1))]]).flatMap((item) => {
        if (!item) return NOTHING;
        return item.type === 'SpreadElement'
          ? things.steps(things.of(item.argument), ELEMENT)
          : things.of(item);
      });
    default:
      if (!isCallable(node)) return NOTHING;
      return key === '()' ? resultOf(node, things) : argumentOf(node, key, things);
  }
}

/** What a function of this file wants to be called with. */
function argumentOf({ params }: Callable, key: string, things: Things): readonly Thing[] {
  const param = key.startsWith('(') ? params[Number(key.slice(1, -1))] : undefined;
  return param === undefined ? NOTHING : things.once(param, () => paramOf(param, things));
}

/** What a function returns, by its type and its text. */
export function resultOf(fn: Callable, things: Things): readonly Thing[] {
  const typed = typeOf(fn.returnType?.typeAnnotation, fn, things);
  if (!fn.body) return typed;
  const returned = fn.body.type === 'BlockStatement' ? returnsOf(fn.body) : [fn.body];
  return [...typed, ...returned.flatMap((it) => things.of(it))];
}

function returnsOf(body: Node): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (isCallable(node)) return;
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
    eachChild(node, visit);
  };
  visit(body);
  return found;
}

export function moduleMember(
  node: Node & { type: 'TSModuleDeclaration' },
  key: string,
  things: Things,
): readonly Thing[] {
  const { body } = node;
  return body?.type === 'TSModuleBlock' && things.analysis.scopes.get(body)?.bindings.has(key)
    ? things.named(key, body)
    : NOTHING;
}

/** Members of this file's classes, literals and namespaces. */

import { type Callable, type Class, eachChild, isCallable, type Node, propertyName } from '../parse/tree.ts';
import { instanceValues } from './instances.ts';
import { paramValues } from './params.ts';
import type { ValueResolver } from './resolver.ts';
import { valuesOfType } from './type-values.ts';
import { ELEMENT, isElementStep, NO_VALUES, type PossibleValue } from './value.ts';

export function classMember(
  owner: Class,
  key: string,
  isStatic: boolean,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const own = owner.body.body.flatMap((member) => {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') return NO_VALUES;
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      return isStatic ? NO_VALUES : parameterProperty(member.value, key, resolver);
    }
    return member.static === isStatic && propertyName(member) === key
      ? memberValues(member, resolver)
      : NO_VALUES;
  });
  if (own.length > 0 || !owner.superClass) return own;
  const given = isStatic ? NO_VALUES : memberByTypeArgument(owner, key, resolver);
  if (given.length > 0) return given;
  const parents = resolver.valuesOf(owner.superClass).filter(({ is }) => is === 'value');
  return parents.flatMap((parent) =>
    isStatic ? resolver.memberOf(parent, key) : resolver.membersOf(localInstances(parent, resolver), key),
  );
}

/** `client` of `class A extends Base<OpenAI>`, where `Base<T>` has it as a `T`. */
function memberByTypeArgument(owner: Class, key: string, resolver: ValueResolver): readonly PossibleValue[] {
  const args = owner.superTypeArguments?.params;
  const parent =
    args && owner.superClass && resolver.valuesOf(owner.superClass).find(({ is }) => is === 'value');
  if (parent?.is !== 'value' || !('superClass' in parent.node)) return NO_VALUES;
  const name = parent.node.body.body.map((member) => typeNameOf(member, key)).find((it) => it !== undefined);
  const at = parent.node.typeParameters?.params.findIndex((it) => it.name.name === name) ?? -1;
  return valuesOfType(args?.[at], owner, resolver);
}

/** The plain type name of a field, or of a parameter property. */
function typeNameOf(member: Class['body']['body'][number], key: string): string | undefined {
  const isMaker = member.type === 'MethodDefinition' && member.kind === 'constructor';
  const params: readonly Node[] = isMaker ? member.value.params : [];
  const fields = params.flatMap((it) => (it.type === 'TSParameterProperty' ? it.parameter : []));
  const field = fields.find((it) => it.type === 'Identifier' && it.name === key);
  const typed = member.type === 'PropertyDefinition' && propertyName(member) === key ? member : field;
  const type = typed && 'typeAnnotation' in typed ? typed.typeAnnotation : undefined;
  if (type?.type !== 'TSTypeAnnotation' || type.typeAnnotation.type !== 'TSTypeReference') return undefined;
  const { typeName } = type.typeAnnotation;
  return typeName.type === 'Identifier' ? typeName.name : undefined;
}

const localInstances = (parent: PossibleValue, resolver: ValueResolver): readonly PossibleValue[] =>
  parent.is === 'value' && (parent.node.type === 'ClassDeclaration' || parent.node.type === 'ClassExpression')
    ? instanceValues(parent.node, resolver).filter(({ is }) => is === 'instance')
    : NO_VALUES;

function memberValues(
  member: Class['body']['body'][number],
  resolver: ValueResolver,
): readonly PossibleValue[] {
  switch (member.type) {
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty': {
      const typed = valuesOfType(member.typeAnnotation?.typeAnnotation, member, resolver);
      return member.value ? [...typed, ...resolver.valuesOf(member.value)] : typed;
    }
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      if (member.kind === 'get') return functionResult(member.value as Callable, resolver);
      return [{ is: 'value', node: member.value }];
    default:
      return NO_VALUES;
  }
}

function parameterProperty(method: Node, key: string, resolver: ValueResolver): readonly PossibleValue[] {
  if (!('params' in method) || !Array.isArray(method.params)) return NO_VALUES;
  for (const param of method.params) {
    if (param.type !== 'TSParameterProperty') continue;
    const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (id.type === 'Identifier' && id.name === key)
      return resolver.once(param, () => paramValues(param, resolver));
  }
  return NO_VALUES;
}

/** A member of an object or array, the result of a function. */
export function literalMember(node: Node, key: string, resolver: ValueResolver): readonly PossibleValue[] {
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) => {
        if (property.type === 'SpreadElement')
          return resolver.membersOf(resolver.valuesOf(property.argument), key);
        if (key !== ELEMENT && propertyName(property) !== key) return NO_VALUES;
        const isGetter = property.kind === 'get' && isCallable(property.value);
        return isGetter
          ? functionResult(property.value as Callable, resolver)
          : resolver.valuesOf(property.value);
      });
    case 'ArrayExpression':
      if (!isElementStep(key)) return NO_VALUES;
      return (key === ELEMENT ? node.elements : [node.elements[Number(key.slice(1, -1))]]).flatMap((item) => {
        if (!item) return NO_VALUES;
        return item.type === 'SpreadElement'
          ? resolver.membersOf(resolver.valuesOf(item.argument), ELEMENT)
          : resolver.valuesOf(item);
      });
    default:
      if (!isCallable(node)) return NO_VALUES;
      return key === '()' ? functionResult(node, resolver) : parameterValues(node, key, resolver);
  }
}

/** The possible values of a function's parameter; `key` is `(0)`, `(1)`, … */
function parameterValues(
  { params }: Callable,
  key: string,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const param = key.startsWith('(') ? params[Number(key.slice(1, -1))] : undefined;
  return param === undefined ? NO_VALUES : resolver.once(param, () => paramValues(param, resolver));
}

/** The values that a function returns, by its return type and its `return` statements. */
function functionResult(fn: Callable, resolver: ValueResolver): readonly PossibleValue[] {
  const typed = valuesOfType(fn.returnType?.typeAnnotation, fn, resolver);
  if (!fn.body) return typed;
  const returned = fn.body.type === 'BlockStatement' ? returnedExpressions(fn.body) : [fn.body];
  return [...typed, ...returned.flatMap((it) => resolver.valuesOf(it))];
}

function returnedExpressions(body: Node): Node[] {
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
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const { body } = node;
  return body?.type === 'TSModuleBlock' && resolver.analysis.scopes.get(body)?.bindings.has(key)
    ? resolver.valuesOfName(key, body)
    : NO_VALUES;
}

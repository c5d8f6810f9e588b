/** The values of parameters, by their types, defaults, callers, and the collections that they iterate. */

import { bareExpression, type Callable, type CallExpression, memberKey, type Node } from '../parse/tree.ts';
import { functionAround } from '../scope/binding.ts';
import type { ValueResolver } from './resolver.ts';
import { valuesOfType } from './type-values.ts';
import { argumentStep, ELEMENT, NO_VALUES, type PossibleValue } from './value.ts';

/** Methods that call a function for each element. */
const ITERATES: ReadonlySet<string> = new Set(
  'every filter find findIndex findLast flatMap forEach map reduce some'.split(' '),
);

/** `param` is a whole parameter: a name or a pattern, with or without a default. */
export function paramValues(param: Node, resolver: ValueResolver): readonly PossibleValue[] {
  const property = param.type === 'TSParameterProperty' ? param.parameter : param;
  const [target, given] =
    property.type === 'AssignmentPattern' ? [property.left, property.right] : [property, undefined];
  const typed = 'typeAnnotation' in target ? target.typeAnnotation : undefined;
  const known =
    typed?.type === 'TSTypeAnnotation' ? valuesOfType(typed.typeAnnotation, target, resolver) : NO_VALUES;
  const found = given === undefined ? known : [...known, ...resolver.valuesOf(given)];
  const fn = functionAround(param);
  if (found.length > 0 || fn === undefined) return found;
  const at = fn.params.indexOf(param as (typeof fn.params)[number]);
  if (at < 0) return NO_VALUES;
  const expected = resolver.membersOf(expectedType(fn, resolver), argumentStep(at));
  return [...expected, ...callbackArgument(fn, at, resolver), ...callerArguments(fn, at, resolver)];
}

/** The contextual type of a function: `Handler` in `const handle: Handler = (context) => …`. */
function expectedType(fn: Callable, resolver: ValueResolver): readonly PossibleValue[] {
  const value = outsideParentheses(fn);
  const { parent } = value;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return valuesOfType(parent.id.typeAnnotation?.typeAnnotation, parent.id, resolver);
    case 'PropertyDefinition':
      return valuesOfType(parent.typeAnnotation?.typeAnnotation, parent, resolver);
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
      return valuesOfType(parent.typeAnnotation, parent, resolver);
    case 'CallExpression': {
      const at = parent.arguments.indexOf(value as (typeof parent.arguments)[number]);
      return at < 0 ? NO_VALUES : resolver.membersOf(resolver.valuesOf(parent.callee), argumentStep(at));
    }
    default:
      return NO_VALUES;
  }
}

function callbackArgument(fn: Callable, at: number, resolver: ValueResolver): readonly PossibleValue[] {
  const call = outsideParentheses(fn).parent;
  if (call?.type !== 'CallExpression') return NO_VALUES;
  const { callee } = call;
  if (bareExpression(callee) === fn) return argumentValues(call, at, resolver);
  if (callee.type !== 'MemberExpression' || bareExpression(call.arguments[0] as Node) !== fn)
    return NO_VALUES;
  const method = memberKey(callee) ?? '';
  if (at !== (method === 'reduce' ? 1 : 0)) return NO_VALUES;
  if (method === 'then') return resolver.valuesOf(callee.object);
  return ITERATES.has(method) ? resolver.membersOf(resolver.valuesOf(callee.object), ELEMENT) : NO_VALUES;
}

const outsideParentheses = (node: Node): Node =>
  node.parent?.type === 'ParenthesizedExpression' ? outsideParentheses(node.parent) : node;

/** The arguments of calls by the function's name, and of `new` for a constructor. */
function callerArguments(fn: Callable, at: number, resolver: ValueResolver): readonly PossibleValue[] {
  const id = functionId(fn);
  if (id?.type !== 'Identifier') return NO_VALUES;
  const binding = resolver.resolve(id.name, id);
  return resolver.callsOf(id.name).flatMap((call) => {
    const { callee } = call;
    const isIt = callee.type === 'Identifier' && resolver.resolve(id.name, callee) === binding;
    return isIt ? argumentValues(call, at, resolver) : NO_VALUES;
  });
}

function functionId(fn: Callable): Node | null | undefined {
  const { parent } = fn;
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const owner = parent.parent?.parent;
    return owner && 'id' in owner ? owner.id : undefined;
  }
  if (fn.type === 'FunctionDeclaration') return fn.id;
  return parent?.type === 'VariableDeclarator' ? parent.id : undefined;
}

function argumentValues(
  { arguments: args }: CallExpression | (Node & { type: 'NewExpression' }),
  at: number,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const given = args.slice(0, at + 1);
  const value = given[at];
  return value === undefined || given.some(({ type }) => type === 'SpreadElement')
    ? NO_VALUES
    : resolver.valuesOf(value);
}

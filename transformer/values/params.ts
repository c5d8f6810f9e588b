/** What functions are called with, by the types, defaults, callers and collections that this file shows. */

import { bare, type Callable, type CallExpression, keyOf, type Node } from '../parse/tree.ts';
import { functionAround } from '../scope/scope.ts';
import { typeOf } from './type-values.ts';
import { argumentStep, ELEMENT, NOTHING, type Thing } from './value.ts';
import type { Things } from './value-resolver.ts';

/** Methods that call a function with each element. */
const ITERATES: ReadonlySet<string> = new Set(
  'every filter find findIndex findLast flatMap forEach map reduce some'.split(' '),
);

/** `param` is a whole parameter: a name, a pattern, with or without a default. */
export function paramOf(param: Node, things: Things): readonly Thing[] {
  const property = param.type === 'TSParameterProperty' ? param.parameter : param;
  const [target, given] =
    property.type === 'AssignmentPattern' ? [property.left, property.right] : [property, undefined];
  const typed = 'typeAnnotation' in target ? target.typeAnnotation : undefined;
  const known = typed?.type === 'TSTypeAnnotation' ? typeOf(typed.typeAnnotation, target, things) : NOTHING;
  const found = given === undefined ? known : [...known, ...things.of(given)];
  const fn = functionAround(param);
  if (found.length > 0 || fn === undefined) return found;
  const at = fn.params.indexOf(param as (typeof fn.params)[number]);
  if (at < 0) return NOTHING;
  const expected = things.steps(expectedOf(fn, things), argumentStep(at));
  return [...expected, ...calledBack(fn, at, things), ...calledWith(fn, at, things)];
}

/** What type the place of a function gives it: `const handle: Handler = (context) => …`. */
function expectedOf(fn: Callable, things: Things): readonly Thing[] {
  const value = outward(fn);
  const { parent } = value;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return typeOf(parent.id.typeAnnotation?.typeAnnotation, parent.id, things);
    case 'PropertyDefinition':
      return typeOf(parent.typeAnnotation?.typeAnnotation, parent, things);
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
      return typeOf(parent.typeAnnotation, parent, things);
    case 'CallExpression': {
      const at = parent.arguments.indexOf(value as (typeof parent.arguments)[number]);
      return at < 0 ? NOTHING : things.steps(things.of(parent.callee), argumentStep(at));
    }
    default:
      return NOTHING;
  }
}

function calledBack(fn: Callable, at: number, things: Things): readonly Thing[] {
  const call = outward(fn).parent;
  if (call?.type !== 'CallExpression') return NOTHING;
  const { callee } = call;
  if (bare(callee) === fn) return argument(call, at, things);
  if (callee.type !== 'MemberExpression' || bare(call.arguments[0] as Node) !== fn) return NOTHING;
  const method = keyOf(callee) ?? '';
  if (at !== (method === 'reduce' ? 1 : 0)) return NOTHING;
  if (method === 'then') return things.of(callee.object);
  return ITERATES.has(method) ? things.steps(things.of(callee.object), ELEMENT) : NOTHING;
}

const outward = (node: Node): Node =>
  node.parent?.type === 'ParenthesizedExpression' ? outward(node.parent) : node;

/** By the calls of the function's name, and by `new` where it is a constructor. */
function calledWith(fn: Callable, at: number, things: Things): readonly Thing[] {
  const id = nameOf(fn);
  if (id?.type !== 'Identifier') return NOTHING;
  const binding = things.resolve(id.name, id);
  return things.callsOf(id.name).flatMap((call) => {
    const { callee } = call;
    const isIt = callee.type === 'Identifier' && things.resolve(id.name, callee) === binding;
    return isIt ? argument(call, at, things) : NOTHING;
  });
}

function nameOf(fn: Callable): Node | null | undefined {
  const { parent } = fn;
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const owner = parent.parent?.parent;
    return owner && 'id' in owner ? owner.id : undefined;
  }
  if (fn.type === 'FunctionDeclaration') return fn.id;
  return parent?.type === 'VariableDeclarator' ? parent.id : undefined;
}

function argument(
  { arguments: args }: CallExpression | (Node & { type: 'NewExpression' }),
  at: number,
  things: Things,
): readonly Thing[] {
  const given = args.slice(0, at + 1);
  const value = given[at];
  return value === undefined || given.some(({ type }) => type === 'SpreadElement')
    ? NOTHING
    : things.of(value);
}

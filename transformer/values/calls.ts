/** What calls and `new` give: of functions and classes of this file, of modules, and of collections. */

import { type CallExpression, type Class, isCallable, isString, keyOf, type Node } from '../parse/tree.ts';
import { madeOfClass } from './instances.ts';
import { isForeignPackage } from './origin.ts';
import { typeOf } from './type-values.ts';
import { ELEMENT, imported, NOTHING, type Thing } from './value.ts';
import type { Things } from './value-resolver.ts';

type New = Node & { type: 'NewExpression' };
type Method = Node & { type: 'MemberExpression' };

export function madeOf(node: New, things: Things): readonly Thing[] {
  const made = things.of(node.callee).flatMap((thing) => {
    if (thing.is === 'origin') return things.step(thing, 'new');
    if (thing.is !== 'value') return NOTHING;
    const { type } = thing.node;
    if (type === 'ClassDeclaration' || type === 'ClassExpression')
      return madeOfClass(thing.node as Class, things);
    return isCallable(thing.node) ? [thing] : NOTHING; // a constructor function holds what it assigns
  });
  return made.length > 0 ? made : collectionOf(node, things);
}

/** `new Map<string, OpenAI>()`, `new Map([['a', client]])`, `new Set([client])`; a promise is what it gives. */
function collectionOf({ typeArguments, arguments: [first], callee }: New, things: Things): readonly Thing[] {
  const type = typeArguments?.params.at(-1);
  const typed = type === undefined ? NOTHING : typeOf(type, callee, things);
  if (callee.type === 'Identifier' && callee.name === 'Promise') return typed;
  const given = first === undefined ? NOTHING : things.steps(things.of(first), ELEMENT);
  const elements = given.length === 0 ? typed : [...typed, ...things.steps(given, '[1]'), ...given];
  return [{ is: 'list', of: elements }];
}

export function callOf(node: CallExpression, things: Things): readonly Thing[] {
  const { callee, arguments: args } = node;
  const [first] = args;
  if (callee.type === 'Identifier' && callee.name === 'require' && isString(first)) {
    return things.resolve('require', callee) === undefined ? imported(first.value) : NOTHING;
  }
  const results = things.steps(things.of(callee), '()');
  const known = results.some((it) => it.is !== 'origin' || !isForeignPackage(it.origin));
  return known ? results : [...unknownCall(node, things), ...results.map((it) => marked(it, node, things))];
}

/** `wrapOpenAI(new OpenAI())`: what is made of another package's instance may well be like it. */
function marked(thing: Thing, { arguments: args }: CallExpression, things: Things): Thing {
  const wraps = thing.is === 'origin' && args.some((it) => things.of(it).some(isInstance));
  return wraps ? { is: 'origin', origin: { ...thing.origin, wraps } } : thing;
}

/** A call of something that is not of this file. */
function unknownCall(node: CallExpression, things: Things): readonly Thing[] {
  const { callee, typeArguments, arguments: args } = node;
  // `container.get<OpenAI>('openai')`
  const type = typeArguments?.params.length === 1 ? typeArguments.params[0] : undefined;
  const typed = type === undefined ? NOTHING : typeOf(type, node, things);
  if (typed.length > 0) return typed;
  if (callee.type === 'MemberExpression') {
    const method = collectionCall(callee, args, things);
    if (method.length > 0) return method;
  }
  // `useMemo(() => new OpenAI(), [])`, `once(() => new OpenAI())`
  const [first] = args;
  if (first?.type !== 'ArrowFunctionExpression' || first.params.length > 0) return NOTHING;
  return things.steps(things.of(first), '()').filter(isInstance);
}

const isInstance = (it: Thing): boolean => it.is === 'origin' && it.origin.path.at(-1) === 'new';

const ELEMENTS: ReadonlySet<string> = new Set('at find findLast get pop shift'.split(' '));
const SELVES: ReadonlySet<string> = new Set(
  'catch concat filter finally flat reverse slice sort toReversed toSorted values'.split(' '),
);
/** Of the globals `Array`, `Object` and `Promise`: what they are given. */
const GIVEN: ReadonlySet<string> = new Set(
  'all allSettled assign freeze from race resolve seal values'.split(' '),
);
const GLOBALS: ReadonlySet<string> = new Set(['Array', 'Object', 'Promise', 'Reflect']);

function collectionCall(callee: Method, args: CallExpression['arguments'], things: Things): readonly Thing[] {
  const method = keyOf(callee) ?? '';
  const [first] = args;
  const { object } = callee;
  if (object.type === 'Identifier' && GLOBALS.has(object.name) && !things.resolve(object.name, object)) {
    if (method === 'entries') return entriesOf(first, things);
    if (method === 'fromEntries' && first) {
      return [{ is: 'list', of: things.steps(things.steps(things.of(first), ELEMENT), '[1]') }];
    }
    return GIVEN.has(method) ? args.flatMap((it) => things.of(it)) : NOTHING;
  }
  if (ELEMENTS.has(method)) return notOrigins(things.member(object, ELEMENT), object, things);
  if (SELVES.has(method)) return things.of(object).filter(({ is }) => is !== 'origin');
  if (method === 'entries') return entriesOf(object, things);
  if (method !== 'map' && method !== 'then' && method !== 'flatMap') return NOTHING;
  if (first === undefined) return NOTHING;
  const results = things.steps(things.of(first), '()');
  return results.length === 0 || method === 'then' ? results : [{ is: 'list', of: results }];
}

/** A module's own `get` gives what the module likes. */
const notOrigins = (elements: readonly Thing[], object: Node, things: Things): readonly Thing[] =>
  things.of(object).every(({ is }) => is === 'origin') && things.of(object).length > 0 ? NOTHING : elements;

function entriesOf(node: Node | undefined, things: Things): readonly Thing[] {
  const elements = node === undefined ? NOTHING : things.steps(things.of(node), ELEMENT);
  return elements.length === 0 ? NOTHING : [{ is: 'list', of: [{ is: 'pair', of: elements }] }];
}

/** The results of calls and `new`: of this file's functions and classes, of imports, of collections. */

import {
  bareExpression,
  type CallExpression,
  type Class,
  isCallable,
  isStringLiteral,
  memberKey,
  type Node,
} from '../parse/tree.ts';
import { instanceValues } from './instances.ts';
import { isForeignPackage } from './origin.ts';
import type { ValueResolver } from './resolver.ts';
import { valuesOfType } from './type-values.ts';
import { ELEMENT, importedModule, NO_VALUES, type PossibleValue } from './value.ts';

type New = Node & { type: 'NewExpression' };
type Method = Node & { type: 'MemberExpression' };

export function constructedValues(node: New, resolver: ValueResolver): readonly PossibleValue[] {
  const made = resolver.valuesOf(node.callee).flatMap((value) => {
    if (value.is === 'origin') return resolver.memberOf(value, 'new');
    if (value.is !== 'value') return NO_VALUES;
    const { type } = value.node;
    if (type === 'ClassDeclaration' || type === 'ClassExpression')
      return instanceValues(value.node as Class, resolver);
    // Assignments to `this` are recorded for the constructor function itself.
    return isCallable(value.node) ? [value] : NO_VALUES;
  });
  return made.length > 0 ? made : collectionValues(node, resolver);
}

/** `new Map<string, OpenAI>()`, `new Map([['a', client]])`, `new Set([client])`; a promise counts as its result. */
function collectionValues(
  { typeArguments, arguments: [first], callee }: New,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const type = typeArguments?.params.at(-1);
  const typed = type === undefined ? NO_VALUES : valuesOfType(type, callee, resolver);
  if (callee.type === 'Identifier' && callee.name === 'Promise') return typed;
  const given = first === undefined ? NO_VALUES : resolver.membersOf(resolver.valuesOf(first), ELEMENT);
  const elements = given.length === 0 ? typed : [...typed, ...resolver.membersOf(given, '[1]'), ...given];
  return [{ is: 'list', of: elements }];
}

export function callResults(node: CallExpression, resolver: ValueResolver): readonly PossibleValue[] {
  const { callee, arguments: args } = node;
  const [first] = args;
  if (callee.type === 'Identifier' && callee.name === 'require' && isStringLiteral(first)) {
    return resolver.resolve('require', callee) === undefined ? importedModule(first.value) : NO_VALUES;
  }
  if (first !== undefined && isInterop(callee)) return resolver.valuesOf(first);
  const results = resolver.membersOf(resolver.valuesOf(callee), '()');
  const known = results.some((it) => it.is !== 'origin' || !isForeignPackage(it.origin));
  return known
    ? results
    : [
        ...givenNamespaces(node, resolver),
        ...unknownCallResults(node, resolver),
        ...results.map((it) => markWrapped(it, node, resolver)),
      ];
}

/**
 * What compilers put around `require`, by the names that they give it: TypeScript, Babel, SWC and esbuild. What comes
 * out has the package's exports.
 */
const INTEROP =
  /^(?:__importDefault|__importStar|__toESM|_+interop_?[rR]equire_?(?:[dD]efault|[wW]ildcard))\d*$/;

function isInterop(node: Node): boolean {
  const callee = bareExpression(node);
  if (callee.type === 'Identifier') return INTEROP.test(callee.name);
  if (callee.type === 'SequenceExpression') return isInterop(callee.expressions.at(-1) as Node);
  if (callee.type !== 'MemberExpression') return false;
  const key = memberKey(callee) ?? '';
  return INTEROP.test(key) || (key === '_' && isInterop(callee.object)); // `tslib_1.__importDefault`, SWC's `x._`
}

/** `wrapAISDK(ai)`: what a function makes of a whole package has its exports, which may do more than they did. */
function givenNamespaces(
  { arguments: args }: CallExpression,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  return args.flatMap((it) =>
    resolver
      .valuesOf(it)
      .flatMap((value) =>
        value.is === 'origin' && value.origin.path.length === 0 && isForeignPackage(value.origin)
          ? [{ is: 'origin' as const, origin: { ...value.origin, wraps: true } }]
          : NO_VALUES,
      ),
  );
}

/** `wrapOpenAI(new OpenAI())`: marks the result of a function that takes another package's instance. */
function markWrapped(
  value: PossibleValue,
  { arguments: args }: CallExpression,
  resolver: ValueResolver,
): PossibleValue {
  const wraps = value.is === 'origin' && args.some((it) => resolver.valuesOf(it).some(isModuleInstance));
  return wraps ? { is: 'origin', origin: { ...value.origin, wraps } } : value;
}

/** The result of calling something that this file does not declare. */
function unknownCallResults(node: CallExpression, resolver: ValueResolver): readonly PossibleValue[] {
  const { callee, typeArguments, arguments: args } = node;
  // `container.get<OpenAI>('openai')`
  const type = typeArguments?.params.length === 1 ? typeArguments.params[0] : undefined;
  const typed = type === undefined ? NO_VALUES : valuesOfType(type, node, resolver);
  if (typed.length > 0) return typed;
  if (callee.type === 'MemberExpression') {
    const method = collectionMethodResults(callee, args, resolver);
    if (method.length > 0) return method;
  }
  // `useMemo(() => new OpenAI(), [])`, `once(() => new OpenAI())`
  const [first] = args;
  if (first?.type !== 'ArrowFunctionExpression' || first.params.length > 0) return NO_VALUES;
  return resolver.membersOf(resolver.valuesOf(first), '()').filter(isModuleInstance);
}

const isModuleInstance = (it: PossibleValue): boolean =>
  it.is === 'origin' && it.origin.path.at(-1) === 'new';

const ELEMENTS: ReadonlySet<string> = new Set('at find findLast get pop shift'.split(' '));
const SELVES: ReadonlySet<string> = new Set(
  'catch concat filter finally flat reverse slice sort toReversed toSorted values'.split(' '),
);
/** Methods of the globals `Array`, `Object` and `Promise` that return what they are given. */
const GIVEN: ReadonlySet<string> = new Set(
  'all allSettled assign freeze from race resolve seal values'.split(' '),
);
const GLOBALS: ReadonlySet<string> = new Set(['Array', 'Object', 'Promise', 'Reflect']);

function collectionMethodResults(
  callee: Method,
  args: CallExpression['arguments'],
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const method = memberKey(callee) ?? '';
  const [first] = args;
  const { object } = callee;
  if (object.type === 'Identifier' && GLOBALS.has(object.name) && !resolver.resolve(object.name, object)) {
    if (method === 'entries') return entriesValues(first, resolver);
    if (method === 'fromEntries' && first) {
      return [
        { is: 'list', of: resolver.membersOf(resolver.membersOf(resolver.valuesOf(first), ELEMENT), '[1]') },
      ];
    }
    return GIVEN.has(method) ? args.flatMap((it) => resolver.valuesOf(it)) : NO_VALUES;
  }
  if (ELEMENTS.has(method))
    return elementsUnlessModule(resolver.valuesOfMember(object, ELEMENT), object, resolver);
  if (SELVES.has(method)) return resolver.valuesOf(object).filter(({ is }) => is !== 'origin');
  if (method === 'entries') return entriesValues(object, resolver);
  if (method !== 'map' && method !== 'then' && method !== 'flatMap') return NO_VALUES;
  if (first === undefined) return NO_VALUES;
  const results = resolver.membersOf(resolver.valuesOf(first), '()');
  return results.length === 0 || method === 'then' ? results : [{ is: 'list', of: results }];
}

/** Drops the elements where `object` is an import: a module's own `get` may return anything. */
const elementsUnlessModule = (
  elements: readonly PossibleValue[],
  object: Node,
  resolver: ValueResolver,
): readonly PossibleValue[] =>
  resolver.valuesOf(object).every(({ is }) => is === 'origin') && resolver.valuesOf(object).length > 0
    ? NO_VALUES
    : elements;

function entriesValues(node: Node | undefined, resolver: ValueResolver): readonly PossibleValue[] {
  const elements = node === undefined ? NO_VALUES : resolver.membersOf(resolver.valuesOf(node), ELEMENT);
  return elements.length === 0 ? NO_VALUES : [{ is: 'list', of: [{ is: 'pair', of: elements }] }];
}

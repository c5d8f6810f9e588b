/**
 * Calls of the global `fetch`, by whatever name. A value of it stays the very function that it is: it may be
 * compared, restored, spied on. Only what a package is handed is told apart when it runs.
 */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../detect/rule.ts';
import { bareExpression, calledValue, memberKey, type Node } from '../parse/tree.ts';
import type { Binding } from '../scope/binding.ts';
import { isForeignPackage, isOneOfModules } from '../values/origin.ts';

const GLOBALS = new Set(['globalThis', 'window', 'self', 'global']);
const CALLED: SiteSpec = { helper: 'fetch', kind: 'fetch', confidence: 'proven' };
const HANDED: SiteSpec = { helper: 'handedFetch', kind: 'fetch', confidence: 'proven' };
const APPLIES: ReadonlySet<string> = new Set(['call', 'apply']);

/** What only looks at a function, or puts another one in its place. */
const LOOKERS = [
  'vitest',
  '@jest/*',
  'jest-mock',
  'sinon',
  'chai',
  'expect',
  'tap',
  'ava',
  'uvu',
  'uvu/*',
  '@playwright/test',
  'bun:test',
  'testdouble',
  'msw',
  'msw/*',
  'nock',
];

export const fetch: Rule = {
  name: 'fetch',
  hints: ['\\bfetch\\b'],
  visit: {
    CallExpression: visitCall,
    NewExpression: visitHanded,
    Identifier: visitIdentifier,
    MemberExpression: visitMember,
  },
};

type Call = NodeOf<'CallExpression'>;

function visitCall(call: Call, context: RuleContext): void {
  const callee = calledValue(call);
  if (callee.type === 'MemberExpression') {
    if (isGlobalMember(callee, context)) return context.bind(call, CALLED);
    if (isFetch(callee.object, context) && APPLIES.has(memberKey(callee) ?? '')) {
      return context.wrap(callee.object, CALLED);
    }
    const [first] = call.arguments;
    if (isReflectApply(callee, context) && first && isFetch(first, context))
      return context.wrap(first, CALLED);
  } else if (isFetch(callee, context)) return context.wrap(callee, CALLED);
  else if (callee.type === 'SequenceExpression') {
    const last = callee.expressions.at(-1);
    if (last && isFetch(last, context)) return context.wrap(last, CALLED);
  }
  if (callee.type === 'Identifier' && callee.name === 'fetch') tellDeclared(call, callee, context);
  visitHanded(call, context);
}

function tellDeclared(call: Call, callee: NodeOf<'Identifier'>, context: RuleContext): void {
  const binding = context.resolve('fetch', callee);
  if (binding === undefined) return;
  if (binding === 'dynamic') return context.miss(call, 'fetch', '`with` or a sloppy `eval` is around it');
  const how = binding.kind === 'import' ? 'imported' : 'declared';
  context.miss(call, 'fetch', `fetch is ${how} at line ${context.line(binding.id.start)}`);
}

/** `new OpenAI({ fetch })`, `createClient(fetch)` of a package, which may know a `fetch` by what it does. */
function visitHanded(call: Call | NodeOf<'NewExpression'>, context: RuleContext): void {
  const values = call.arguments.flatMap(handedValues).filter((it) => isFetch(it, context));
  if (values.length === 0) return;
  const origin = context.origin(call.callee);
  if (!isForeignPackage(origin) || isOneOfModules(LOOKERS, origin?.module ?? '')) return;
  for (const value of values) context.wrap(value, HANDED);
}

function handedValues(argument: Node): readonly Node[] {
  if (argument.type !== 'ObjectExpression') return [argument];
  return argument.properties.flatMap((it) => (it.type === 'Property' && it.kind === 'init' ? it.value : []));
}

/** Where a value goes that nothing here follows. */
function visitIdentifier(node: NodeOf<'Identifier'>, context: RuleContext): void {
  if (node.name === 'fetch' && context.isGlobal('fetch', node)) tellValue(node, context);
}

function visitMember(node: NodeOf<'MemberExpression'>, context: RuleContext): void {
  if (isGlobalMember(node, context)) tellValue(node, context);
}

function tellValue(node: Node, context: RuleContext): void {
  if (!isStored(node)) return;
  context.miss(node, 'fetch', 'it is a value here, and only calls by a name that is known are traced');
}

/** Not called, compared, handed on, written to or asked for its type. */
function isStored(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'AssignmentExpression':
      return parent.right === node;
    case 'VariableDeclarator':
      return (
        parent.init === node &&
        parent.parent?.type === 'VariableDeclaration' &&
        parent.parent.kind !== 'const'
      );
    case 'PropertyDefinition':
    case 'AssignmentPattern':
      return 'value' in parent ? parent.value === node : parent.right === node;
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'ReturnStatement':
      return true;
    default:
      return parent !== null && parent !== undefined && bareExpression(parent) === node && isStored(parent);
  }
}

/** The global itself, or what a constant of this file has of it. */
function isFetch(node: Node, context: RuleContext, names = 0): boolean {
  const value = bareExpression(node);
  switch (value.type) {
    case 'Identifier': {
      const binding = context.resolve(value.name, value);
      if (binding === undefined) return value.name === 'fetch';
      return binding !== 'dynamic' && names < LONGEST && isAlias(binding, context, names + 1);
    }
    case 'MemberExpression':
      return isGlobalMember(value, context);
    case 'CallExpression': {
      const callee = calledValue(value);
      return callee.type === 'MemberExpression' && memberKey(callee) === 'bind'
        ? isFetch(callee.object, context, names)
        : false;
    }
    default:
      return false;
  }
}

/** Names that stand for names are followed that far. */
const LONGEST = 8;

function isAlias({ kind, sources }: Binding, context: RuleContext, names: number): boolean {
  const [source, ...others] = sources ?? [];
  if (kind !== 'const' || source === undefined || others.length > 0 || source.isParam) return false;
  const { node, path } = source;
  if (path.length === 0) return isFetch(node, context, names);
  return path.length === 1 && path[0] === 'fetch' && isGlobalObject(node, context);
}

const isGlobalMember = (node: NodeOf<'MemberExpression'>, context: RuleContext): boolean =>
  memberKey(node) === 'fetch' && isGlobalObject(node.object, context);

/** `window`, `(globalThis as any)` */
function isGlobalObject(node: Node, context: RuleContext): boolean {
  const object = bareExpression(node);
  return object.type === 'Identifier' && GLOBALS.has(object.name) && context.isGlobal(object.name, object);
}

function isReflectApply(callee: NodeOf<'MemberExpression'>, context: RuleContext): boolean {
  const { object } = callee;
  const isReflect = object.type === 'Identifier' && object.name === 'Reflect';
  return isReflect && memberKey(callee) === 'apply' && context.isGlobal('Reflect', object);
}

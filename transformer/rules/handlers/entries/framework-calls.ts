/**
 * Functions that are handed to a framework, which calls them for a request: TanStack Start's routes and server
 * functions, Astro's actions, SvelteKit's remote functions. They stay where they are, since compilers of these
 * frameworks move them: only their bodies are entered.
 */

import type { NodeOf, Rule, RuleContext } from '../../../detect/rule.ts';
import {
  bareExpression,
  type CallExpression,
  calledValue,
  isCallable,
  isStringLiteral,
  memberKey,
  type Node,
  propertyName,
} from '../../../parse/tree.ts';
import { enteredSpec, isHandlerName } from '../handler-names.ts';
import type { Entry } from './conventions.ts';
import { entrySpec } from './file-entries.ts';

const TANSTACK = /^@tanstack\/(?:react|solid|vue|start)\b.*$/;
const ROUTES = ['createFileRoute', 'createServerFileRoute', 'createLazyFileRoute', 'createRootRoute'];
/** What is called on the result of which function, `createServerFn({ method }).validator(v).handler(fn)`. */
const STEPS: Readonly<Record<string, readonly [root: string, entry: Entry]>> = {
  handler: ['createServerFn', 'action'],
  server: ['createMiddleware', 'middleware'],
};
const REMOTE = ['query', 'form', 'command', 'prerender'];

export const frameworkCalls: Rule = {
  name: 'framework-entry',
  hints: [
    '\\bcreate(?:ServerFn|Middleware|RootRoute|FileRoute|ServerFileRoute)\\b',
    'astro:actions',
    '\\$app/server',
  ],
  visit: { CallExpression: visitFrameworkCall },
};

function visitFrameworkCall(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  if (callee.type === 'MemberExpression')
    return chainStep(node, memberKey(callee) ?? '', callee.object, context);
  if (callee.type === 'CallExpression') return routeOptions(callee, node.arguments[0], context);
  const origin = callee.type === 'Identifier' ? context.origin(callee) : undefined;
  const name = origin?.path.at(-1) ?? '';
  if (origin?.module === 'astro:actions' && name === 'defineAction')
    return entryProperty(node.arguments[0], 'handler', 'action', context);
  if (origin?.module === '$app/server' && REMOTE.includes(name))
    return enterFunction(node.arguments.at(-1), 'action', boundName(node), context);
  if (ROUTES.includes(name)) routeOptions(node, node.arguments[0], context);
}

/** `query.batch(fn)`, and a step of a chain. */
function chainStep(node: CallExpression, name: string, receiver: Node, context: RuleContext): void {
  const [root, entry] = (Object.hasOwn(STEPS, name) && STEPS[name]) || [];
  const first = node.arguments[0];
  if (root === undefined || entry === undefined || first === undefined) return;
  for (let at = bareExpression(receiver); at.type === 'CallExpression'; ) {
    const callee = calledValue(at);
    if (callee.type === 'MemberExpression') at = bareExpression(callee.object);
    else
      return isTanstack(callee, [root], context)
        ? enterFunction(first, entry, boundName(node), context)
        : undefined;
  }
}

function isTanstack(callee: Node, names: readonly string[], context: RuleContext): boolean {
  const origin = context.origin(callee);
  return TANSTACK.test(origin?.module ?? '') && names.includes(origin?.path.at(-1) ?? '');
}

/** `createFileRoute('/item/$id')({ loader, server: { handlers: { GET } } })`. */
function routeOptions(create: CallExpression, options: Node | undefined, context: RuleContext): void {
  if (options === undefined || !isTanstack(calledValue(create), ROUTES, context)) return;
  const [path] = create.arguments;
  const route = path !== undefined && isStringLiteral(path) ? tanstackRoute(path.value) : undefined;
  if (!context.browser) {
    entryProperty(options, 'loader', 'loader', context, route);
    entryProperty(options, 'beforeLoad', 'middleware', context);
  }
  const server = valueNamed(options, 'server');
  const handlers = server && valueNamed(server, 'handlers');
  if (handlers !== undefined) serverHandlers(handlers, route, context);
}

/** A folder that begins with `_`, or stands in parentheses, is no part of the path. */
const tanstackRoute = (path: string): string =>
  `/${path
    .split('/')
    .filter((part) => part !== '' && !/^(?:_|\(.*\)$)/.test(part))
    .join('/')}`;

/** `{ GET }`, or `({ createHandlers }) => createHandlers({ GET: { handler } })`. */
function serverHandlers(node: Node, route: string | undefined, context: RuleContext): void {
  const value = bareExpression(node);
  const body = isCallable(value) && value.body ? bareExpression(value.body) : value;
  const object = body.type === 'CallExpression' ? bareExpression(body.arguments[0] ?? body) : body;
  if (object.type !== 'ObjectExpression') return;
  for (const property of object.properties) {
    const name = property.type === 'Property' ? (propertyName(property) ?? '') : '';
    if (property.type !== 'Property' || (!isHandlerName(name) && name !== 'ANY')) continue;
    const handler = valueNamed(property.value, 'handler') ?? property.value;
    enterFunction(handler, 'handler', name, context, route);
  }
}

function valueNamed(node: Node, name: string): Node | undefined {
  const object = bareExpression(node);
  if (object.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties)
    if (property.type === 'Property' && propertyName(property) === name) return property.value;
  return undefined;
}

function entryProperty(
  options: Node | undefined,
  name: string,
  entry: Entry,
  context: RuleContext,
  route?: string,
): void {
  const value = options && valueNamed(options, name);
  if (value !== undefined) enterFunction(value, entry, name, context, route);
}

function enterFunction(
  node: Node | undefined,
  entry: Entry,
  name: string,
  context: RuleContext,
  route?: string,
): void {
  const fn = node && bareExpression(node);
  if (fn && isCallable(fn)) context.enter(fn, enteredSpec(entrySpec(entry, name, route)));
}

/** `const load = createServerFn().handler(…)`. */
function boundName({ parent }: Node): string {
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : '';
}

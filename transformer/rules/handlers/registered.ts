/**
 * Handlers that are registered with a router: `app.post('/x', handler)`, `fastify.route({ handler })`,
 * `app.use(middleware)`. A router is proven by its framework's import, and shaped where a path and a
 * function say so; the wrap looks for a request among the arguments when it runs.
 */

import type { File, NodeOf, Rule, Say } from '../../detect/rule.ts';
import { bare, isCallable, isString, keyOf, type Node, nameOfKey } from '../../parse/tree.ts';
import type { Confidence } from '../../site.ts';
import { isForeignPackage, type Origin } from '../../values/origin.ts';

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all']);
const FRAMEWORKS = new Set([
  'express',
  'hono',
  'hono/tiny',
  'hono/quick',
  '@hono/zod-openapi',
  'fastify',
  'koa',
  'koa-router',
  '@koa/router',
  'polka',
  'restify',
  'router',
  'find-my-way',
]);

export const registered: Rule = {
  name: 'registered-handler',
  hints: [
    '\\.\\s*(?:get|post|put|patch|delete|del|head|options|all|use|route|on)\\s*(?:<[^()]*>)?\\(\\s*(?:/\\*.*?\\*/\\s*)?(?:[\'"`/[{(]|async\\b|function\\b|\\w+\\s*=>)',
  ],
  visit: { CallExpression: call },
};

function call(node: NodeOf<'CallExpression'>, file: File): void {
  const { callee } = node;
  if (callee.type !== 'MemberExpression') return;
  const method = keyOf(callee) ?? '';
  if (VERBS.has(method)) return verb(node, callee.object, method, file);
  if (method !== 'use' && method !== 'route' && method !== 'on') return;
  if (!isRouter(originOf(node, callee.object, file))) return;
  if (method === 'use') return middleware(node, file);
  if (method === 'route') return routeObject(node, file);
  on(node, file);
}

/** Where the router comes from: by the text, and by the types where that leaves it open. */
function originOf(node: NodeOf<'CallExpression'>, receiver: Node, file: File): Origin | undefined {
  const origin = file.origin(receiver);
  const declared = isRouter(origin) ? undefined : file.declared(node)?.package;
  return declared === undefined ? origin : { module: frameworkOf(declared), path: ['declared'] };
}

/** `@types/koa__router` describes `@koa/router`. */
function frameworkOf(name: string): string {
  if (!name.startsWith('@types/')) return name;
  const described = name.slice('@types/'.length).replace(/^(.+?)__/, '@$1/');
  return described === 'express-serve-static-core' ? 'express' : described;
}

const isRouter = (origin: Origin | undefined): boolean =>
  origin?.module !== undefined && FRAMEWORKS.has(origin.module) && origin.path.length > 0;

/** A value of another package (an HTTP client), or a collection of the platform's. */
const isSomethingElse = (origin: Origin | undefined): boolean =>
  isForeignPackage(origin) ||
  (origin?.path.length === 2 && origin.path[1] === 'new' && /^[A-Z]/.test(origin.path[0] ?? ''));

const say = (confidence: Confidence, method: string, route: string | undefined): Say => ({
  helper: 'handler',
  kind: 'handler',
  confidence,
  facts: {
    'http.request.method': method === 'ALL' ? undefined : method,
    'http.route': route,
  },
});

/** `app.post('/x', a, b)`, and `app.route('/x').post(a, b)`. */
function verb(node: NodeOf<'CallExpression'>, receiver: Node, name: string, file: File): void {
  const method = name === 'del' ? 'DELETE' : name.toUpperCase();
  const routed = routedPath(receiver);
  const [first, ...rest] = node.arguments;
  const handlers = routed === undefined ? rest : node.arguments;
  const path = routed ?? first;
  if (path === undefined || handlers.length === 0) return;
  if (!isRouter(file.origin(receiver)) && !isPath(path)) return;
  const origin = originOf(node, receiver, file);
  const router = isRouter(origin);
  if (!router && !handlers.some(isInline)) return;
  if (!router && isSomethingElse(origin)) return file.miss(node, 'handler', 'its receiver is no router');
  const route = isString(path) ? path.value : undefined;
  for (const handler of handlers)
    wrapHandler(handler, say(router ? 'proven' : 'shaped', method, route), router, file);
}

/** The path of the nearest `.route('/x')` to the left. */
function routedPath(receiver: Node): Node | undefined {
  for (let at = bare(receiver); at.type === 'CallExpression'; ) {
    if (at.callee.type !== 'MemberExpression') return undefined;
    if (keyOf(at.callee) === 'route' && at.arguments.length === 1) return at.arguments[0];
    at = bare(at.callee.object);
  }
  return undefined;
}

const isPath = (node: Node): boolean =>
  (isString(node) && /^[/*]/.test(node.value)) ||
  (node.type === 'TemplateLiteral' && (node.quasis[0]?.value.raw.startsWith('/') ?? false)) ||
  (node.type === 'Literal' && 'regex' in node);

/** A function that stands here; Express tells its error handlers by their four parameters. */
const isInline = (node: Node): boolean => {
  const fn = bare(node);
  return isCallable(fn) && fn.params.length < 4;
};

function wrapHandler(node: Node, what: Say, named: boolean, file: File): void {
  if (node.type === 'ArrayExpression') {
    for (const item of node.elements) if (item) wrapHandler(item, what, named, file);
  } else if (isInline(node) || (named && (node.type === 'Identifier' || node.type === 'MemberExpression'))) {
    file.wrap(node, what);
  }
}

function middleware(node: NodeOf<'CallExpression'>, file: File): void {
  const what: Say = { helper: 'handler', kind: 'handler', confidence: 'proven' };
  for (const argument of node.arguments) if (isInline(argument)) file.wrap(argument, what);
}

/** `fastify.route({ method, url, handler })`. */
function routeObject(node: NodeOf<'CallExpression'>, file: File): void {
  const [options] = node.arguments;
  if (options?.type !== 'ObjectExpression') return;
  const value = (name: string): Node | undefined =>
    options.properties.find((it) => it.type === 'Property' && nameOfKey(it) === name && it) as
      | Node
      | undefined;
  const property = value('handler');
  if (property?.type !== 'Property') return;
  const text = (name: string): string | undefined => {
    const found = value(name);
    return found?.type === 'Property' && isString(found.value) ? found.value.value : undefined;
  };
  const what = say('proven', text('method')?.toUpperCase() ?? 'ALL', text('url') ?? text('path'));
  if (property.method && isCallable(property.value))
    file.enter(property.value, { ...what, helper: 'enterHandler' });
  else file.wrap(property.value, what);
}

/** Hono's `app.on('POST', '/x', handler)`. */
function on(node: NodeOf<'CallExpression'>, file: File): void {
  const [method, path, ...handlers] = node.arguments;
  if (!isString(path)) return;
  const what = say('proven', isString(method) ? method.value.toUpperCase() : 'ALL', path.value);
  for (const handler of handlers) wrapHandler(handler, what, true, file);
}

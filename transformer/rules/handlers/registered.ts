/**
 * Handlers registered with a router: `app.post('/x', handler)`, `fastify.route({ handler })`,
 * `app.use(middleware)`. A router is proven by its framework's import, or shaped by a path and an inline
 * function; the helper looks for a request among the arguments at run time.
 */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import {
  bareExpression,
  calledValue,
  isStringLiteral,
  memberKey,
  type Node,
  propertyName,
} from '../../parse/tree.ts';
import type { Confidence } from '../../site.ts';
import { isForeignPackage, type Origin } from '../../values/origin.ts';
import { isInline, isRouter, wrapArgument, wrapProperties } from './arguments.ts';
import { FRAMEWORKS, ROUTE_KEYS } from './frameworks.ts';
import { takesRequest } from './handler-names.ts';

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all']);
export const registered: Rule = {
  name: 'registered-handler',
  hints: [
    `['"](?:${[...FRAMEWORKS].join('|')})['"]`,
    '\\.\\s*(?:get|post|put|patch|delete|del|head|options|all|use|route|on)\\s*(?:<[^()]*>)?\\(\\s*(?:/\\*.*?\\*/\\s*)?(?:[\'"`/[{(]|async\\b|function\\b|\\w+\\s*=>)',
  ],
  visit: { CallExpression: visitRegistration },
};

function visitRegistration(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  if (callee.type !== 'MemberExpression') return;
  const method = memberKey(callee) ?? '';
  if (VERBS.has(method)) return wrapVerb(node, callee.object, method, context);
  if (method !== 'use' && method !== 'route' && method !== 'on') return;
  if (!isRouter(routerOrigin(node, callee.object, context))) return;
  if (method === 'use') return wrapMiddleware(node, context);
  if (method === 'route') return routeObject(node, context);
  wrapOn(node, context);
}

/** The router's origin, by the text, or by types where the text does not show it. */
function routerOrigin(
  node: NodeOf<'CallExpression'>,
  receiver: Node,
  context: RuleContext,
): Origin | undefined {
  const origin = context.origin(receiver);
  const declared = isRouter(origin) ? undefined : context.declared(node)?.package;
  return declared === undefined ? origin : { module: frameworkOf(declared), path: ['declared'] };
}

/** The package that a `@types` package describes: `@koa/router` for `@types/koa__router`. */
function frameworkOf(name: string): string {
  if (!name.startsWith('@types/')) return name;
  const described = name.slice('@types/'.length).replace(/^(.+?)__/, '@$1/');
  return described === 'express-serve-static-core' ? 'express' : described;
}

/** Whether the receiver is another package's value (an HTTP client), or a built-in collection (`Map`). */
const isSomethingElse = (origin: Origin | undefined): boolean =>
  isForeignPackage(origin) ||
  (origin?.path.length === 2 && origin.path[1] === 'new' && /^[A-Z]/.test(origin.path[0] ?? ''));

const routeSpec = (confidence: Confidence, method: string, route: string | undefined): SiteSpec => ({
  helper: 'handler',
  kind: 'handler',
  confidence,
  facts: {
    'http.request.method': method === 'ALL' ? undefined : method,
    'http.route': route,
  },
});

/** `app.post('/x', a, b)`, and `app.route('/x').post(a, b)`. */
function wrapVerb(node: NodeOf<'CallExpression'>, receiver: Node, name: string, context: RuleContext): void {
  const method = name === 'del' ? 'DELETE' : name.toUpperCase();
  const routed = routedPath(receiver);
  const [first, ...rest] = node.arguments;
  const handlers = routed === undefined ? rest : node.arguments;
  const path = routed ?? first;
  if (path === undefined || handlers.length === 0) return;
  if (!isRouter(context.origin(receiver)) && !isPath(path)) return;
  const origin = routerOrigin(node, receiver, context);
  const router = isRouter(origin);
  if (!router && !handlers.some(isShaped)) return missNamed(node, receiver, origin, handlers, context);
  if (!router && isSomethingElse(origin)) return context.miss(node, 'handler', 'its receiver is no router');
  const route = isStringLiteral(path) ? path.value : undefined;
  const spec = routeSpec(router ? 'proven' : 'shaped', method, route);
  for (const handler of handlers) {
    wrapArgument(handler, spec, router, context);
    wrapProperties(handler, ROUTE_KEYS, (key) => (key === 'handler' ? spec : MIDDLEWARE), context);
  }
}

/** `app.get('/x', list)` of an `app` that nothing tells of, in a file where names alone are no proof. */
function missNamed(
  call: Node,
  receiver: Node,
  origin: Origin | undefined,
  handlers: readonly Node[],
  context: RuleContext,
): void {
  const at = bareExpression(receiver);
  if (at.type !== 'Identifier' || !ROUTER.test(at.name) || origin?.module !== undefined) return;
  if (handlers.every((it) => it.type === 'Identifier' || it.type === 'MemberExpression'))
    context.miss(
      call,
      'handler',
      `nothing says that "${at.name}" is a router; declare its type, as in \`app: Express\``,
    );
}

const ROUTER = /^(?:app|router|server|fastify|api|routes)$/;

/** What an unknown receiver's route has to have: a function, one that takes a request, or Fastify's `{ handler }`. */
const isShaped = (node: Node): boolean =>
  isInline(node) || (node.type === 'CallExpression' && node.arguments.some(takesRequest));

/** The path of the nearest `.route('/x')` to the left. */
function routedPath(receiver: Node): Node | undefined {
  for (let at = bareExpression(receiver); at.type === 'CallExpression'; ) {
    if (at.callee.type !== 'MemberExpression') return undefined;
    if (memberKey(at.callee) === 'route' && at.arguments.length === 1) return at.arguments[0];
    at = bareExpression(at.callee.object);
  }
  return undefined;
}

const isPath = (node: Node): boolean =>
  (isStringLiteral(node) && /^[/*]/.test(node.value)) ||
  (node.type === 'TemplateLiteral' && (node.quasis[0]?.value.raw.startsWith('/') ?? false)) ||
  (node.type === 'Literal' && 'regex' in node);

const MIDDLEWARE: SiteSpec = { helper: 'handler', kind: 'handler', confidence: 'proven' };

/** `app.use(session)`, `app.use('/api', [auth, limit()])`, and error handlers. */
function wrapMiddleware(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  for (const argument of node.arguments) {
    const helper = isInline(argument) ? 'handler' : 'middleware';
    wrapArgument(argument, { ...MIDDLEWARE, helper }, true, context);
  }
}

/** `fastify.route({ method, url, handler })`. */
function routeObject(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const [options] = node.arguments;
  if (options?.type !== 'ObjectExpression') return;
  const text = (name: string): string | undefined => {
    const found = options.properties.find((it) => it.type === 'Property' && propertyName(it) === name);
    return found?.type === 'Property' && isStringLiteral(found.value) ? found.value.value : undefined;
  };
  const spec = routeSpec('proven', text('method')?.toUpperCase() ?? 'ALL', text('url') ?? text('path'));
  wrapProperties(options, ROUTE_KEYS, (key) => (key === 'handler' ? spec : MIDDLEWARE), context);
}

/** Hono's `app.on('POST', '/x', handler)`. */
function wrapOn(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const [method, path, ...handlers] = node.arguments;
  if (!isStringLiteral(path)) return;
  const spec = routeSpec('proven', isStringLiteral(method) ? method.value.toUpperCase() : 'ALL', path.value);
  for (const handler of handlers) wrapArgument(handler, spec, true, context);
}

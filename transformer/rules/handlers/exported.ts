/**
 * Handlers that a framework finds by their export: `export function GET` of file routers, `export const
 * handler`, default exports, and the classes of Workers. The helper checks at run time whether a call is a
 * request. `export … from` is left to the other module.
 */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import {
  bareExpression,
  type Class,
  type MethodDefinition,
  memberKey,
  type Node,
  propertyName,
} from '../../parse/tree.ts';
import type { Origin } from '../../values/origin.ts';
import { conventionOf } from './entries/conventions.ts';
import { FETCHERS } from './frameworks.ts';
import { declaredValue, handleNamed, handleValue } from './handle-value.ts';
import {
  EVENT_HINT,
  isHandlerName,
  isLambdaType,
  lambdaSpec,
  NAMES,
  namedSpec,
  REQUEST_HINT,
  shapedSpec,
  takesEvent,
  takesRequest,
} from './handler-names.ts';

/** Methods that platforms call on a default export; Workers call all of them. */
const ENTRIES = ['fetch', 'queue', 'scheduled'];
const LAMBDA = ['aws-lambda'];
/** Where `WorkerEntrypoint`, `DurableObject` and their heirs of the Agents SDK come from. */
const WORKERS = /^(?:cloudflare:workers|agents(?:\/.+)?|partyserver|@cloudflare\/ai-chat)$/;
/** Of Durable Objects and workflows; the other public methods are called by their name, as RPC. */
const NO_CALLS = ['constructor', 'fetch', 'queue', 'scheduled', 'webSocketError'];

export const exported: Rule = {
  name: 'exported-handler',
  hints: [
    `export\\b[^;]*?\\b(?:${NAMES.join('|')})\\b`,
    'export\\s+default\\b[^;]*?\\b(?:fetch|queue|scheduled)\\b',
    '[\'"](?:cloudflare:workers|agents|partyserver|@cloudflare/ai-chat)\\b',
    REQUEST_HINT,
    EVENT_HINT,
  ],
  visit: {
    ExportNamedDeclaration: visitNamedExport,
    ExportDefaultDeclaration: visitDefaultExport,
    ClassDeclaration: workerClass,
    ClassExpression: workerClass,
  },
};

/** With the route that a file router reads in the file's path. */
function routedSpec(name: string, { file }: RuleContext): SiteSpec {
  const spec = namedSpec(name);
  const route = name === 'handler' ? undefined : conventionOf(file)?.route;
  return { ...spec, facts: { ...spec.facts, 'http.route': route } };
}

function visitNamedExport(node: NodeOf<'ExportNamedDeclaration'>, context: RuleContext): void {
  const { declaration } = node;
  if (declaration?.type === 'FunctionDeclaration') {
    const name = declaration.id?.name ?? '';
    if (isHandlerName(name)) handleValue(declaration, routedSpec(name, context), context);
    else if (takesEvent(declaration)) handleValue(declaration, lambdaSpec(name), context);
  } else if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier' || !init) continue;
      if (isHandlerName(id.name)) handleValue(init, routedSpec(id.name, context), context);
      else if ((context.imports(LAMBDA) && isLambdaType(id)) || takesEvent(init))
        handleValue(init, lambdaSpec(id.name), context);
    }
  } else if (node.source === null) {
    for (const { local, exported } of node.specifiers) renamedExport(local, exported, context);
  }
}

/** `export { handle as POST }`, `export { handle as default }`: the handler is where `handle` is declared. */
function renamedExport(local: Node, exported: Node, context: RuleContext): void {
  if (local.type !== 'Identifier' || exported.type !== 'Identifier') return;
  if (exported.name === 'default') return defaultValue(local, context);
  if (!isHandlerName(exported.name)) return;
  handleNamed(local, routedSpec(exported.name, context), context);
}

function visitDefaultExport(node: NodeOf<'ExportDefaultDeclaration'>, context: RuleContext): void {
  const { declaration } = node;
  if (declaration.type === 'Identifier') return defaultValue(declaration, context);
  defaultHandler(declaration, context);
}

function defaultValue(local: Node & { type: 'Identifier' }, context: RuleContext): void {
  const value = declaredValue(local, context);
  // In place: what is exported is the very binding.
  if (value !== undefined && value !== 'many' && isFetcher(context.origin(local)))
    return wrapApplication(value, context);
  if (value !== undefined && value !== 'many') defaultHandler(value, context);
}

function defaultHandler(node: Node, context: RuleContext): void {
  const value = bareExpression(node);
  switch (value.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      if (!isWorkers(value, context)) enterMethods(value, ['fetch'], context);
      return;
    case 'ObjectExpression':
      if (value.properties.some(isEntry)) context.wrap(node, { ...namedSpec('fetch'), helper: 'entries' });
      return;
    case 'CallExpression':
      if (value.arguments.some(takesRequest) || isAdapter(value, context))
        context.wrap(node, shapedSpec('default'));
      else wrapApplication(node, context);
      return;
    case 'NewExpression':
      return wrapApplication(node, context);
    case 'MemberExpression':
      if (isFetcher(context.origin(value.object)) && memberKey(value) === 'fetch')
        context.wrap(node, namedSpec('fetch'));
      return;
    default:
      if (takesRequest(value)) handleValue(node, shapedSpec('default'), context);
  }
}

/** `export default new Hono()`, and a name of it: a platform asks its `fetch`. */
function wrapApplication(node: Node, context: RuleContext): void {
  if (isFetcher(context.origin(node))) context.wrap(node, { ...namedSpec('fetch'), helper: 'entries' });
}

const isFetcher = (origin: Origin | undefined): boolean =>
  origin?.module !== undefined && FETCHERS.has(origin.module) && origin.path.includes('new');

/** `export default handle(app)` of `hono/vercel` and its siblings. */
const isAdapter = (call: NodeOf<'CallExpression'>, context: RuleContext): boolean =>
  /^hono\//.test(context.origin(call.callee)?.module ?? '') &&
  context.origin(call.callee)?.path.at(-1) === 'handle';

/** Such an object is wrapped as a whole, and the helper wraps its entries when the module runs. */
const isEntry = (property: Node): boolean =>
  property.type === 'Property' && property.kind === 'init' && ENTRIES.includes(propertyName(property) ?? '');

/** `class extends WorkerEntrypoint`, exported or not. */
function workerClass(node: Class, context: RuleContext): void {
  if (!isWorkers(node, context)) return;
  enterMethods(node, ENTRIES, context);
  const owner = node.id ? `${node.id.name}.` : '';
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) continue;
    const name = propertyName(member) ?? '';
    if (name === '' || /^[#_]/.test(name) || NO_CALLS.includes(name) || isHidden(member)) continue;
    const facts = { span: owner + name, trigger: name === 'alarm' ? 'timer' : undefined };
    context.enter(member.value, { ...namedSpec(name), helper: 'enterWork', facts });
  }
}

const isHidden = ({ accessibility, value }: MethodDefinition): boolean =>
  accessibility === 'private' || accessibility === 'protected' || !value.body;

const isWorkers = ({ superClass }: Class, context: RuleContext): boolean =>
  superClass !== null && WORKERS.test(context.origin(superClass)?.module ?? '');

function enterMethods({ body }: Class, names: readonly string[], context: RuleContext): void {
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) continue;
    const name = propertyName(member) ?? '';
    if (names.includes(name)) context.enter(member.value, { ...namedSpec(name), helper: 'enterEntry' });
  }
}

/**
 * Handlers that a framework finds by their export: `export function GET` of file routers, `export const
 * handler`, default exports, and the classes of Workers. The helper checks at run time whether a call is a
 * request. `export … from` is left to the other module.
 */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, type Class, type Node, propertyName } from '../../parse/tree.ts';
import type { Binding } from '../../scope/binding.ts';
import {
  enteredSpec,
  isDeclared,
  isHandlerName,
  NAMES,
  namedSpec,
  REQUEST_HINT,
  shapedSpec,
  takesRequest,
} from './handler-names.ts';

/** Methods that platforms call on a default export; Workers call all of them. */
const ENTRIES = ['fetch', 'queue', 'scheduled'];
/** Where `WorkerEntrypoint` and `DurableObject` come from. */
const WORKERS = 'cloudflare:workers';

export const exported: Rule = {
  name: 'exported-handler',
  hints: [
    `export\\b[^;]*?\\b(?:${NAMES.join('|')})\\b`,
    'export\\s+default\\b[^;]*?\\b(?:fetch|queue|scheduled)\\b',
    `['"]${WORKERS}['"]`,
    REQUEST_HINT,
  ],
  visit: {
    ExportNamedDeclaration: visitNamedExport,
    ExportDefaultDeclaration: visitDefaultExport,
    ClassDeclaration: workerClass,
    ClassExpression: workerClass,
  },
};

function visitNamedExport(node: NodeOf<'ExportNamedDeclaration'>, context: RuleContext): void {
  const { declaration } = node;
  if (declaration?.type === 'FunctionDeclaration') {
    const name = declaration.id?.name ?? '';
    if (isHandlerName(name)) handleNode(declaration, namedSpec(name), context);
  } else if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && isHandlerName(id.name) && init)
        handleNode(init, namedSpec(id.name), context);
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
  const value = declaredValue(local, context);
  if (value !== undefined) handleNode(value, namedSpec(exported.name), context);
}

/** The one value of a name of this file; a miss where it is assigned more than once. */
function declaredValue(local: Node & { type: 'Identifier' }, context: RuleContext): Node | undefined {
  const binding = context.resolve(local.name, local);
  if (binding === undefined || binding === 'dynamic' || binding.kind === 'import') return undefined;
  const source = onlySource(binding);
  if (source === undefined) context.miss(local, 'handler', `"${local.name}" is assigned more than once`);
  return source;
}

function onlySource({ sources }: Binding): Node | undefined {
  const [source] = sources ?? [];
  return sources?.length === 1 && source?.path.length === 0 ? source.node : undefined;
}

function visitDefaultExport(node: NodeOf<'ExportDefaultDeclaration'>, context: RuleContext): void {
  const { declaration } = node;
  if (declaration.type === 'Identifier') return defaultValue(declaration, context);
  defaultHandler(declaration, context);
}

function defaultValue(local: Node & { type: 'Identifier' }, context: RuleContext): void {
  const binding = context.resolve(local.name, local);
  if (binding === undefined || binding === 'dynamic') return;
  const value = onlySource(binding);
  if (value !== undefined && binding.kind !== 'import') defaultHandler(value, context);
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
      if (value.arguments.some(takesRequest)) context.wrap(node, shapedSpec('default'));
      return;
    default:
      if (takesRequest(value)) handleNode(node, shapedSpec('default'), context);
  }
}

/** Such an object is wrapped as a whole, and the helper wraps its entries when the module runs. */
const isEntry = (property: Node): boolean =>
  property.type === 'Property' && property.kind === 'init' && ENTRIES.includes(propertyName(property) ?? '');

/** `class extends WorkerEntrypoint`, exported or not. */
function workerClass(node: Class, context: RuleContext): void {
  if (isWorkers(node, context)) enterMethods(node, ENTRIES, context);
}

const isWorkers = ({ superClass }: Class, context: RuleContext): boolean =>
  superClass !== null && context.origin(superClass)?.module === WORKERS;

function enterMethods({ body }: Class, names: readonly string[], context: RuleContext): void {
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) continue;
    const name = propertyName(member) ?? '';
    if (names.includes(name)) context.enter(member.value, { ...namedSpec(name), helper: 'enterEntry' });
  }
}

/** Enters a function declaration in place, and wraps any other expression. */
function handleNode(node: Node, spec: SiteSpec, context: RuleContext): void {
  if (isDeclared(node)) context.enter(node, enteredSpec(spec));
  else if (node.type !== 'ClassDeclaration') context.wrap(node, spec);
}

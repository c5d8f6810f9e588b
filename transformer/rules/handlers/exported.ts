/**
 * Handlers that a framework finds by their export: `export function GET` of file routers, `export const
 * handler`, default exports, and the classes of Workers. The helper checks at run time whether a call is a
 * request. `export … from` is left to the other module.
 */

import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { bareExpression, type Class, type Node, propertyName } from '../../parse/tree.ts';
import { declaredValue, handleNamed, handleValue } from './handle-value.ts';
import { isHandlerName, NAMES, namedSpec, REQUEST_HINT, shapedSpec, takesRequest } from './handler-names.ts';

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
    if (isHandlerName(name)) handleValue(declaration, namedSpec(name), context);
  } else if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && isHandlerName(id.name) && init)
        handleValue(init, namedSpec(id.name), context);
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
  handleNamed(local, namedSpec(exported.name), context);
}

function visitDefaultExport(node: NodeOf<'ExportDefaultDeclaration'>, context: RuleContext): void {
  const { declaration } = node;
  if (declaration.type === 'Identifier') return defaultValue(declaration, context);
  defaultHandler(declaration, context);
}

function defaultValue(local: Node & { type: 'Identifier' }, context: RuleContext): void {
  const value = declaredValue(local, context);
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
      if (value.arguments.some(takesRequest)) context.wrap(node, shapedSpec('default'));
      return;
    default:
      if (takesRequest(value)) handleValue(node, shapedSpec('default'), context);
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

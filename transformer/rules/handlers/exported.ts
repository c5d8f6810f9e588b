/**
 * Handlers that a framework finds by name: `export function GET` and its siblings of file routers,
 * `export const handler`, what a module exports as its default, and the classes of Workers. Whether a call is
 * a request is seen when it runs. `export … from` is left to the other module.
 */

import type { File, NodeOf, Rule, Say } from '../../detect/rule.ts';
import { bare, type Class, type Node, nameOfKey } from '../../parse/tree.ts';
import type { Binding } from '../../scope/scope.ts';
import {
  entered,
  isDeclared,
  isHandlerName,
  NAMES,
  REQUEST_HINT,
  sayNamed,
  sayShaped,
  takesRequest,
} from './handler-names.ts';

/** What platforms call on a default export, Workers all of them. */
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
    ExportNamedDeclaration: named,
    ExportDefaultDeclaration: defaulted,
    ClassDeclaration: workerClass,
    ClassExpression: workerClass,
  },
};

function named(node: NodeOf<'ExportNamedDeclaration'>, file: File): void {
  const { declaration } = node;
  if (declaration?.type === 'FunctionDeclaration') {
    const name = declaration.id?.name ?? '';
    if (isHandlerName(name)) handle(declaration, sayNamed(name), file);
  } else if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && isHandlerName(id.name) && init) handle(init, sayNamed(id.name), file);
    }
  } else if (node.source === null) {
    for (const { local, exported } of node.specifiers) renamed(local, exported, file);
  }
}

/** `export { handle as POST }`, `export { handle as default }`: the handler is where `handle` is declared. */
function renamed(local: Node, exported: Node, file: File): void {
  if (local.type !== 'Identifier' || exported.type !== 'Identifier') return;
  if (exported.name === 'default') return defaultValue(local, file);
  if (!isHandlerName(exported.name)) return;
  const value = declaredValue(local, file);
  if (value !== undefined) handle(value, sayNamed(exported.name), file);
}

/** What a name of this file stands for; a miss where that changes. */
function declaredValue(local: Node & { type: 'Identifier' }, file: File): Node | undefined {
  const binding = file.resolve(local.name, local);
  if (binding === undefined || binding === 'dynamic' || binding.kind === 'import') return undefined;
  const source = onlySource(binding);
  if (source === undefined) file.miss(local, 'handler', `"${local.name}" is assigned more than once`);
  return source;
}

function onlySource({ sources }: Binding): Node | undefined {
  const [source] = sources ?? [];
  return sources?.length === 1 && source?.path.length === 0 ? source.node : undefined;
}

function defaulted(node: NodeOf<'ExportDefaultDeclaration'>, file: File): void {
  const { declaration } = node;
  if (declaration.type === 'Identifier') return defaultValue(declaration, file);
  defaultHandler(declaration, file);
}

function defaultValue(local: Node & { type: 'Identifier' }, file: File): void {
  const binding = file.resolve(local.name, local);
  if (binding === undefined || binding === 'dynamic') return;
  const value = onlySource(binding);
  if (value !== undefined && binding.kind !== 'import') defaultHandler(value, file);
}

function defaultHandler(node: Node, file: File): void {
  const value = bare(node);
  switch (value.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      if (!isWorkers(value, file)) methodsOf(value, ['fetch'], file);
      return;
    case 'ObjectExpression':
      if (value.properties.some(isEntry)) file.wrap(node, { ...sayNamed('fetch'), helper: 'entries' });
      return;
    case 'CallExpression':
      if (value.arguments.some(takesRequest)) file.wrap(node, sayShaped('default'));
      return;
    default:
      if (takesRequest(value)) handle(node, sayShaped('default'), file);
  }
}

/** The object is wrapped as a whole: its entries go through the helper when the module runs. */
const isEntry = (property: Node): boolean =>
  property.type === 'Property' && property.kind === 'init' && ENTRIES.includes(nameOfKey(property) ?? '');

/** `class extends WorkerEntrypoint`, however the platform comes by it. */
function workerClass(node: Class, file: File): void {
  if (isWorkers(node, file)) methodsOf(node, ENTRIES, file);
}

const isWorkers = ({ superClass }: Class, file: File): boolean =>
  superClass !== null && file.origin(superClass)?.module === WORKERS;

function methodsOf({ body }: Class, names: readonly string[], file: File): void {
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) continue;
    const name = nameOfKey(member) ?? '';
    if (names.includes(name)) file.enter(member.value, { ...sayNamed(name), helper: 'enterEntry' });
  }
}

/** A declaration is entered in place, any other expression is wrapped where it stands. */
export function handle(node: Node, say: Say, file: File): void {
  if (isDeclared(node)) file.enter(node, entered(say));
  else if (node.type !== 'ClassDeclaration') file.wrap(node, say);
}

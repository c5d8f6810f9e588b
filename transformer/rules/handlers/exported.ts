/**
 * Handlers that a framework finds by name: `export function GET` and its siblings of file routers, and
 * the `fetch` of an `export default { … }`. Whether a call is a request is seen when it runs.
 */
import { bare, type Node, nameOfKey } from '../../detect/tree.ts';
import type { File, NodeOf, Rule, Say } from '../rule.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ALL'];
const ENTRIES = ['fetch'];

export const exported: Rule = {
  name: 'exported-handler',
  hints: [`export\\b[^;]*?\\b(?:${METHODS.join('|')})\\b`, 'export\\s+default\\b[^;]*?\\bfetch\\b'],
  visit: { ExportNamedDeclaration: named, ExportDefaultDeclaration: defaulted },
};

const say = (name: string): Say => ({
  helper: 'handler',
  kind: 'handler',
  confidence: 'proven',
  function: name,
  facts: { 'http.request.method': METHODS.includes(name) && name !== 'ALL' ? name : undefined },
});

function named(node: NodeOf<'ExportNamedDeclaration'>, file: File): void {
  const { declaration } = node;
  if (declaration?.type === 'FunctionDeclaration') {
    const name = declaration.id?.name ?? '';
    if (METHODS.includes(name)) handle(declaration, name, file);
  } else if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && METHODS.includes(id.name) && init) handle(init, id.name, file);
    }
  } else if (node.source === null) {
    for (const { local, exported } of node.specifiers) {
      const name = exported.type === 'Identifier' ? exported.name : '';
      if (METHODS.includes(name) && local.type === 'Identifier') renamed(local, name, file);
    }
  }
}

/** `export { handler as POST }`: the handler is where `handler` is declared. */
function renamed(local: Node & { type: 'Identifier' }, name: string, file: File): void {
  const binding = file.resolve(local.name, local);
  if (binding === undefined || binding === 'dynamic' || binding.kind === 'import') return;
  const [source] = binding.sources ?? [];
  if (binding.sources?.length === 1 && source?.path.length === 0) return handle(source.node, name, file);
  file.miss(local, 'handler', `"${local.name}" is assigned more than once`);
}

/** The object is wrapped as a whole: its entries go through the helper when the module runs. */
function defaulted(node: NodeOf<'ExportDefaultDeclaration'>, file: File): void {
  const object = bare(node.declaration);
  if (object.type !== 'ObjectExpression') return;
  const entry = object.properties.find(
    (it) => it.type === 'Property' && ENTRIES.includes(nameOfKey(it) ?? ''),
  );
  if (entry?.type === 'Property' && entry.kind === 'init') {
    file.wrap(node.declaration, { ...say('fetch'), helper: 'entries' });
  }
}

/** A declaration is entered in place, any other expression is wrapped where it stands. */
function handle(node: Node, name: string, file: File): void {
  if (node.type === 'FunctionDeclaration') file.enter(node, { ...say(name), helper: 'enterHandler' });
  else file.wrap(node, say(name));
}

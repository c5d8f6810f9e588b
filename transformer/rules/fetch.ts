/** Every reference to the global `fetch`: called, captured, or handed on. */

import type { File, NodeOf, Rule, Say } from '../detect/rule.ts';
import { bare, keyOf, type Node } from '../parse/tree.ts';
import type { Binding } from '../scope/scope.ts';

const GLOBALS = new Set(['globalThis', 'window', 'self', 'global']);
const PROVEN: Say = { helper: 'fetch', kind: 'fetch', confidence: 'proven' };

export const fetch: Rule = {
  name: 'fetch',
  hints: ['\\bfetch\\b'],
  visit: { Identifier: identifier, MemberExpression: member },
};

function identifier(node: NodeOf<'Identifier'>, file: File): void {
  if (node.name !== 'fetch' || !isRead(node)) return;
  const binding = file.resolve('fetch', node);
  if (binding === undefined) return file.wrap(node, PROVEN);
  if (node.parent?.type !== 'CallExpression' || node.parent.callee !== node) return;
  if (binding !== 'dynamic' && isTakenOut(binding, file)) return file.wrap(node, PROVEN);
  if (binding === 'dynamic') return file.miss(node.parent, 'fetch', '`with` or a sloppy `eval` is around it');
  const how = binding.kind === 'import' ? 'imported' : 'declared';
  file.miss(node.parent, 'fetch', `fetch is ${how} at line ${file.line(binding.id.start)}`);
}

function member(node: NodeOf<'MemberExpression'>, file: File): void {
  if (keyOf(node) !== 'fetch' || !isGlobalObject(node.object, file) || !isRead(node)) return;
  const { parent } = node;
  if (parent?.type === 'CallExpression' && parent.callee === node) file.bind(parent, PROVEN);
  else if (!node.optional && parent?.type !== 'ChainExpression') file.wrap(node, PROVEN);
}

/** `const { fetch } = globalThis`, which has no expression that could be wrapped. */
function isTakenOut({ kind, sources }: Binding, file: File): boolean {
  const [first] = sources ?? [];
  if (kind !== 'const' || sources?.length !== 1 || first === undefined) return false;
  return first.path.length === 1 && first.path[0] === 'fetch' && isGlobalObject(first.node, file);
}

/** `window`, `(globalThis as any)` */
function isGlobalObject(node: Node, file: File): boolean {
  const object = bare(node);
  return object.type === 'Identifier' && GLOBALS.has(object.name) && file.isGlobal(object.name, object);
}

/** The value is read, and as a function: not written, declared, deleted, asked for its type or a member. */
function isRead(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator !== 'typeof' && parent.operator !== 'delete';
    case 'MemberExpression':
      return parent.object !== node || ['call', 'apply', 'bind'].includes(keyOf(parent) ?? '');
    case 'Property':
      return parent.value === node && parent.parent?.type !== 'ObjectPattern';
    case 'AssignmentExpression':
      return parent.right === node;
    case 'AssignmentPattern':
      return parent.right === node;
    case 'VariableDeclarator':
      return parent.init === node;
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.right === node;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return bare(parent) === node && isRead(parent);
    case 'ArrayPattern':
    case 'RestElement':
    case 'UpdateExpression':
    case 'CatchClause':
    case 'TSParameterProperty':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSImportEqualsDeclaration':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportSpecifier':
    case 'MetaProperty':
    case 'ImportAttribute':
      return false;
    default:
      return true;
  }
}

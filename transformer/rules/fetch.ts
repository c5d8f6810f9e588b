/** Every reference to the global `fetch`: called, captured, or handed on. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../detect/rule.ts';
import { bareExpression, memberKey, type Node } from '../parse/tree.ts';
import type { Binding } from '../scope/binding.ts';

const GLOBALS = new Set(['globalThis', 'window', 'self', 'global']);
const PROVEN: SiteSpec = { helper: 'fetch', kind: 'fetch', confidence: 'proven' };

export const fetch: Rule = {
  name: 'fetch',
  hints: ['\\bfetch\\b'],
  visit: { Identifier: visitIdentifier, MemberExpression: visitMember },
};

function visitIdentifier(node: NodeOf<'Identifier'>, context: RuleContext): void {
  if (node.name !== 'fetch' || !isReadAsFunction(node)) return;
  const binding = context.resolve('fetch', node);
  if (binding === undefined) return context.wrap(node, PROVEN);
  if (node.parent?.type !== 'CallExpression' || node.parent.callee !== node) return;
  if (binding !== 'dynamic' && isDestructuredFetch(binding, context)) return context.wrap(node, PROVEN);
  if (binding === 'dynamic')
    return context.miss(node.parent, 'fetch', '`with` or a sloppy `eval` is around it');
  const how = binding.kind === 'import' ? 'imported' : 'declared';
  context.miss(node.parent, 'fetch', `fetch is ${how} at line ${context.line(binding.id.start)}`);
}

function visitMember(node: NodeOf<'MemberExpression'>, context: RuleContext): void {
  if (memberKey(node) !== 'fetch' || !isGlobalObject(node.object, context) || !isReadAsFunction(node)) return;
  const { parent } = node;
  if (parent?.type === 'CallExpression' && parent.callee === node) context.bind(parent, PROVEN);
  else if (!node.optional && parent?.type !== 'ChainExpression') context.wrap(node, PROVEN);
}

/** `const { fetch } = globalThis`: the pattern has no expression to wrap, so its calls are. */
function isDestructuredFetch({ kind, sources }: Binding, context: RuleContext): boolean {
  const [first] = sources ?? [];
  if (kind !== 'const' || sources?.length !== 1 || first === undefined) return false;
  return first.path.length === 1 && first.path[0] === 'fetch' && isGlobalObject(first.node, context);
}

/** `window`, `(globalThis as any)` */
function isGlobalObject(node: Node, context: RuleContext): boolean {
  const object = bareExpression(node);
  return object.type === 'Identifier' && GLOBALS.has(object.name) && context.isGlobal(object.name, object);
}

/** Whether the reference reads a function: it is not written, declared, deleted, nor asked for its type or a member. */
function isReadAsFunction(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator !== 'typeof' && parent.operator !== 'delete';
    case 'MemberExpression':
      return parent.object !== node || ['call', 'apply', 'bind'].includes(memberKey(parent) ?? '');
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
      return bareExpression(parent) === node && isReadAsFunction(parent);
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

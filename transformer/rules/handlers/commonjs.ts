/** Exported handlers of CommonJS modules: `exports.handler = …`, `module.exports = …`. */

import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { bareExpression, memberKey, type Node, propertyName } from '../../parse/tree.ts';
import {
  enteredSpec,
  isHandlerName,
  NAMES,
  namedSpec,
  REQUEST_HINT,
  shapedSpec,
  takesRequest,
} from './handler-names.ts';

export const commonjs: Rule = {
  name: 'exported-handler',
  hints: [`\\bexports\\b[^;]*?\\b(?:${NAMES.join('|')})\\b`, REQUEST_HINT],
  visit: { AssignmentExpression: visitAssignment },
};

function visitAssignment(
  { left, operator, right }: NodeOf<'AssignmentExpression'>,
  context: RuleContext,
): void {
  if (operator !== '=') return;
  if (isModuleExports(left, context)) return exportedWhole(right, context);
  if (left.type !== 'MemberExpression' || !isExports(left.object, context)) return;
  exportedAs(memberKey(left) ?? '', right, context);
}

const isModuleExports = (node: Node, context: RuleContext): boolean =>
  node.type === 'MemberExpression' &&
  memberKey(node) === 'exports' &&
  isGlobalNamed(node.object, 'module', context);

const isExports = (node: Node, context: RuleContext): boolean =>
  isGlobalNamed(node, 'exports', context) || isModuleExports(node, context);

const isGlobalNamed = (node: Node, name: string, context: RuleContext): boolean =>
  node.type === 'Identifier' && node.name === name && context.isGlobal(name, node);

function exportedWhole(right: Node, context: RuleContext): void {
  const value = bareExpression(right);
  if (value.type !== 'ObjectExpression') return exportedAs('default', right, context);
  for (const property of value.properties) {
    if (property.type !== 'Property' || property.kind !== 'init') continue;
    const name = propertyName(property) ?? '';
    if (!property.method) exportedAs(name, property.value, context);
    else if (isHandlerName(name) && property.value.type === 'FunctionExpression') {
      context.enter(property.value, enteredSpec(namedSpec(name)));
    }
  }
}

function exportedAs(name: string, value: Node, context: RuleContext): void {
  if (isHandlerName(name)) context.wrap(value, namedSpec(name));
  else if (takesRequest(value)) context.wrap(value, shapedSpec(name));
}

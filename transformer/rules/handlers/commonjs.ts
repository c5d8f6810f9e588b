/** Exported handlers of CommonJS modules: `exports.handler = …`, `module.exports = …`. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, memberKey, type Node, propertyName } from '../../parse/tree.ts';
import { handleNamed, handleValue } from './handle-value.ts';
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
    if (!property.method) listedAs(name, property.value, context);
    else if (isHandlerName(name) && property.value.type === 'FunctionExpression') {
      context.enter(property.value, enteredSpec(namedSpec(name)));
    }
  }
}

/** Of a list of exports Node reads the names as far as their values are names too, and so they stay. */
function listedAs(name: string, value: Node, context: RuleContext): void {
  const unnamed = !/[\w$\\\u0080-\uffff]/.test(context.text[value.start] ?? '');
  if (value.type !== 'Identifier') exportedAs(name, value, context, { unnamed });
  else if (isHandlerName(name)) handleNamed(value, namedSpec(name), context);
}

function exportedAs(
  name: string,
  value: Node,
  context: RuleContext,
  more: Pick<SiteSpec, 'unnamed'> = {},
): void {
  if (isHandlerName(name)) handleValue(value, { ...namedSpec(name), ...more }, context);
  else if (takesRequest(value)) handleValue(value, { ...shapedSpec(name), ...more }, context);
}

/** `exports.handler = …`, `module.exports = …`: the exported handlers of modules without `export`. */

import type { File, NodeOf, Rule } from '../../detect/rule.ts';
import { bare, keyOf, type Node, nameOfKey } from '../../parse/tree.ts';
import {
  entered,
  isHandlerName,
  NAMES,
  REQUEST_HINT,
  sayNamed,
  sayShaped,
  takesRequest,
} from './handler-names.ts';

export const commonjs: Rule = {
  name: 'exported-handler',
  hints: [`\\bexports\\b[^;]*?\\b(?:${NAMES.join('|')})\\b`, REQUEST_HINT],
  visit: { AssignmentExpression: assigned },
};

function assigned({ left, operator, right }: NodeOf<'AssignmentExpression'>, file: File): void {
  if (operator !== '=') return;
  if (isModuleExports(left, file)) return whole(right, file);
  if (left.type !== 'MemberExpression' || !isExports(left.object, file)) return;
  exportedAs(keyOf(left) ?? '', right, file);
}

const isModuleExports = (node: Node, file: File): boolean =>
  node.type === 'MemberExpression' && keyOf(node) === 'exports' && isGlobal(node.object, 'module', file);

const isExports = (node: Node, file: File): boolean =>
  isGlobal(node, 'exports', file) || isModuleExports(node, file);

const isGlobal = (node: Node, name: string, file: File): boolean =>
  node.type === 'Identifier' && node.name === name && file.isGlobal(name, node);

function whole(right: Node, file: File): void {
  const value = bare(right);
  if (value.type !== 'ObjectExpression') return exportedAs('default', right, file);
  for (const property of value.properties) {
    if (property.type !== 'Property' || property.kind !== 'init') continue;
    const name = nameOfKey(property) ?? '';
    if (!property.method) exportedAs(name, property.value, file);
    else if (isHandlerName(name) && property.value.type === 'FunctionExpression') {
      file.enter(property.value, entered(sayNamed(name)));
    }
  }
}

function exportedAs(name: string, value: Node, file: File): void {
  if (isHandlerName(name)) file.wrap(value, sayNamed(name));
  else if (takesRequest(value)) file.wrap(value, sayShaped(name));
}

/** The names of functions, methods and callees, as stack traces and error messages show them. */

import {
  bareExpression,
  type Callable,
  isCallable,
  memberKey,
  type Node,
  propertyName,
} from '../parse/tree.ts';
import { functionAround } from '../scope/binding.ts';

/** The method or accessor that a function is the value of; such a function's range starts at its parameters. */
export const methodAround = (fn: Callable): Node | undefined =>
  fn.parent?.type === 'MethodDefinition' ||
  (fn.parent?.type === 'Property' &&
    fn.parent.value === fn &&
    (fn.parent.method || fn.parent.kind !== 'init'))
    ? fn.parent
    : undefined;

/** Where a person would click: past decorators, which may be lines above, or compiled away. */
export const nameStart = (node: Node): number =>
  node.type === 'MethodDefinition' && node.decorators.length > 0 ? node.key.start : node.start;

/**
 * The name that the language infers for an anonymous function (`const f = () => {}`), and no longer does once
 * the function is an argument of a helper.
 */
export function inferredName(expression: Node): string | undefined {
  const fn = bareOfParens(expression);
  if (!isCallable(fn) || ('id' in fn && fn.id)) return undefined;
  let holder = expression.parent;
  while (holder?.type === 'ParenthesizedExpression') holder = holder.parent;
  switch (holder?.type) {
    case 'VariableDeclarator':
    case 'Property':
    case 'PropertyDefinition':
    case 'ExportDefaultDeclaration':
      return functionName(fn, holder) || undefined;
    case 'AssignmentExpression':
      return holder.left.type === 'Identifier' ? holder.left.name : undefined;
    default:
      return undefined;
  }
}

const bareOfParens = (node: Node): Node =>
  node.type === 'ParenthesizedExpression' ? bareOfParens(node.expression) : node;

/** The name a stack trace would show. */
export function functionName(fn: Node | undefined, holder: Node | null | undefined = fn?.parent): string {
  if (fn === undefined) return '';
  if ('id' in fn && fn.id?.type === 'Identifier') return fn.id.name;
  switch (holder?.type) {
    case 'VariableDeclarator':
      return holder.id.type === 'Identifier' ? holder.id.name : '';
    case 'AssignmentExpression':
      return holder.left.type === 'Identifier' ? holder.left.name : memberName(holder.left);
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return propertyName(holder) ?? '';
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'CallExpression':
    case 'ParenthesizedExpression':
      return functionName(functionAround(fn));
    default:
      return '';
  }
}

const memberName = (node: Node): string => (node.type === 'MemberExpression' ? (memberKey(node) ?? '') : '');

/** The callee as the engine prints it in "… is not a function". */
export function calleeText(node: Node): string {
  const expression = bareExpression(node);
  switch (expression.type) {
    case 'Identifier':
      return expression.name;
    case 'ThisExpression':
      return 'this';
    case 'CallExpression':
      return `${calleeText(expression.callee)}(...)`;
    case 'MemberExpression': {
      const object = calleeText(expression.object);
      const dot = expression.optional ? '?.' : '.';
      if (!expression.computed) return `${object}${dot}${(expression.property as { name: string }).name}`;
      return expression.property.type === 'Literal' && typeof expression.property.value === 'string'
        ? `${object}.${expression.property.value}`
        : `${object}[${calleeText(expression.property)}]`;
    }
    case 'Literal':
      return String(expression.value);
    default:
      return '(intermediate value)';
  }
}

/** How people and engines call what stands in a file: functions, methods, callees. */

import {
  bareExpression,
  type Callable,
  isCallable,
  memberKey,
  type Node,
  propertyName,
} from '../parse/tree.ts';
import { functionAround } from '../scope/binding.ts';

/** A method's value is a function whose range begins at its parameters. */
export const methodAround = (fn: Callable): Node | undefined =>
  fn.parent?.type === 'MethodDefinition' ||
  (fn.parent?.type === 'Property' &&
    fn.parent.value === fn &&
    (fn.parent.method || fn.parent.kind !== 'init'))
    ? fn.parent
    : undefined;

/** A decorator may stand lines above, and may be compiled away. */
export const nameStart = (node: Node): number =>
  node.type === 'MethodDefinition' && node.decorators.length > 0 ? node.key.start : node.start;

/**
 * The name that the language gives an anonymous function for where it stands (`const f = () => {}`), and
 * no longer does once it is an argument of a helper.
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

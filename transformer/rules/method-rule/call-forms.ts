/** The two forms of a call that a client's rule tells apart. */
import type { CallExpression, MemberExpression, Node } from '../../parse/tree.ts';

export type BareCall = CallExpression & { readonly callee: Node & { type: 'Identifier' } };
export type MethodCall = CallExpression & { readonly callee: MemberExpression };

export const isBareCall = (call: CallExpression): call is BareCall => call.callee.type === 'Identifier';

export const isMethodCall = (call: CallExpression): call is MethodCall =>
  call.callee.type === 'MemberExpression';

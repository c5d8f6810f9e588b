/** The two forms of a call that a client's rule tells apart; casts and parentheses around the callee hide nothing. */
import { type CallExpression, calledValue, type MemberExpression, type Node } from '../../parse/tree.ts';

export type BareCall = CallExpression;
export type MethodCall = CallExpression;

export const isBareCall = (call: CallExpression): boolean => calledValue(call).type === 'Identifier';

export const isMethodCall = (call: CallExpression): boolean => calledValue(call).type === 'MemberExpression';

export const calledName = (call: BareCall): Node & { type: 'Identifier' } =>
  calledValue(call) as Node & { type: 'Identifier' };

export const calledMember = (call: MethodCall): MemberExpression => calledValue(call) as MemberExpression;

/** `http.createServer(listener)` and its siblings. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { calledValue, memberKey } from '../../parse/tree.ts';

const MODULES = ['http', 'https', 'http2', 'node:http', 'node:https', 'node:http2'];
const FUNCTIONS = new Set(['createServer', 'createSecureServer']);
const LISTENER: SiteSpec = { helper: 'handler', kind: 'handler', confidence: 'proven' };

export const servers: Rule = {
  name: 'http-server',
  hints: ['\\bcreate(?:Secure)?Server\\b'],
  visit: { CallExpression: wrapListener },
};

function wrapListener(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  if (!context.imports(MODULES)) return;
  const callee = calledValue(node);
  const name =
    callee.type === 'MemberExpression' ? memberKey(callee) : callee.type === 'Identifier' ? callee.name : '';
  const origin = name === undefined || name === '' ? undefined : context.origin(callee);
  if (origin?.module === undefined || !MODULES.includes(origin.module)) return;
  if (!FUNCTIONS.has(origin.path.at(-1) ?? '')) return;
  const listener = node.arguments.at(-1);
  if (listener === undefined || listener.type === 'ObjectExpression' || listener.type === 'SpreadElement')
    return;
  context.wrap(listener, LISTENER);
}

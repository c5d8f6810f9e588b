/** `http.createServer(listener)` and its siblings. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { calledValue, detachedCallee, isStringLiteral, memberKey } from '../../parse/tree.ts';

const MODULES = ['http', 'https', 'http2', 'node:http', 'node:https', 'node:http2'];
const FUNCTIONS = new Set(['createServer', 'createSecureServer']);
const LISTENS = new Set(['on', 'once', 'addListener', 'prependListener']);
const LISTENER: SiteSpec = { helper: 'handler', kind: 'handler', confidence: 'proven' };

export const servers: Rule = {
  name: 'http-server',
  hints: ['\\bcreate(?:Secure)?Server\\b'],
  visit: {
    CallExpression(call, context) {
      if (!context.imports(MODULES)) return;
      wrapListener(call, context);
      wrapLater(call, context);
    },
  },
};

function wrapListener(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = detachedCallee(node) ?? calledValue(node);
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

/** `createServer().on('request', listener)`. */
function wrapLater(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  const [event, listener] = node.arguments;
  if (callee.type !== 'MemberExpression' || listener === undefined || listener.type === 'SpreadElement')
    return;
  if (!LISTENS.has(memberKey(callee) ?? '') || !isStringLiteral(event) || event.value !== 'request') return;
  const { module = '', path } = context.origin(callee.object) ?? { path: [] };
  if (MODULES.includes(module) && path.some((step) => FUNCTIONS.has(step) || step === 'Server'))
    context.wrap(listener, LISTENER);
}

/** `http.createServer(listener)` and its siblings. */

import type { File, NodeOf, Rule, Say } from '../../detect/rule.ts';
import { keyOf } from '../../parse/tree.ts';

const MODULES = ['http', 'https', 'http2', 'node:http', 'node:https', 'node:http2'];
const FUNCTIONS = new Set(['createServer', 'createSecureServer']);
const SAY: Say = { helper: 'handler', kind: 'handler', confidence: 'proven' };

export const servers: Rule = {
  name: 'http-server',
  hints: ['\\bcreate(?:Secure)?Server\\b'],
  visit: { CallExpression: call },
};

function call(node: NodeOf<'CallExpression'>, file: File): void {
  if (!file.imports(MODULES)) return;
  const { callee } = node;
  const name =
    callee.type === 'MemberExpression' ? keyOf(callee) : callee.type === 'Identifier' ? callee.name : '';
  const origin = name === undefined || name === '' ? undefined : file.origin(callee);
  if (origin?.module === undefined || !MODULES.includes(origin.module)) return;
  if (!FUNCTIONS.has(origin.path.at(-1) ?? '')) return;
  const listener = node.arguments.at(-1);
  if (listener === undefined || listener.type === 'ObjectExpression' || listener.type === 'SpreadElement')
    return;
  file.wrap(listener, SAY);
}

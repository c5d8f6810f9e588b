/** Connections to OpenAI's Realtime API: the SDK's classes, and sockets whose address says so. */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { memberKey, type Node } from '../../parse/tree.ts';

const MODULES = /^openai\/(?:beta\/)?realtime\//;
const CLASS = /^OpenAIRealtime\w*$/;

export const openaiRealtime: Rule = {
  name: 'openai-realtime',
  hints: ['\\bOpenAIRealtime\\w+', '/realtime\\b'],
  visit: { NewExpression: wrapSocket, CallExpression: wrapCreated },
};

function wrapSocket(node: NodeOf<'NewExpression'>, context: RuleContext): void {
  const { callee, arguments: args } = node;
  const origin = context.origin(callee);
  const isSdk = MODULES.test(origin?.module ?? '') && CLASS.test(origin?.path.at(-1) ?? '');
  if (isSdk) return context.wrap(node, realtimeSpec('proven'));
  const isWs = origin?.module === 'ws';
  const isGlobal =
    callee.type === 'Identifier' && callee.name === 'WebSocket' && context.isGlobal('WebSocket', callee);
  const [address] = args;
  if ((isWs || isGlobal) && address !== undefined && isRealtime(address, context))
    context.wrap(node, realtimeSpec('shaped'));
}

/** `OpenAIRealtimeWS.create(client, { model })`, `.azure(client)` */
function wrapCreated(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || !/^(?:create|azure)$/.test(memberKey(callee) ?? '')) return;
  const origin = context.origin(callee.object);
  if (MODULES.test(origin?.module ?? '') && CLASS.test(origin?.path.at(-1) ?? ''))
    context.wrap(node, realtimeSpec('proven'));
}

/** Where it is a name, the file says what it stands for. */
const isRealtime = (address: Node, { text }: RuleContext): boolean =>
  /\/v\d[\w/-]*\/realtime\b/.test(
    address.type === 'Identifier' ? text : text.slice(address.start, address.end),
  );

const realtimeSpec = (confidence: SiteSpec['confidence']): SiteSpec => ({
  helper: 'openaiRealtime',
  kind: 'llm',
  confidence,
});

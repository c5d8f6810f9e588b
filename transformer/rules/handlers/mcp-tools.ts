/** Tools of a Model Context Protocol server: what is registered is called with the context of its caller. */

import type { File, NodeOf, Rule, Say } from '../../detect/rule.ts';
import { isString, keyOf, type Node } from '../../parse/tree.ts';

const SERVER = '@modelcontextprotocol/sdk/server/';
const TYPES = '@modelcontextprotocol/sdk/types';

export const mcpTools: Rule = {
  name: 'mcp-tool',
  hints: ['@modelcontextprotocol/sdk/server/'],
  visit: { CallExpression: call },
};

function call(node: NodeOf<'CallExpression'>, file: File): void {
  const { callee, arguments: args } = node;
  if (callee.type !== 'MemberExpression') return;
  const method = keyOf(callee);
  const [first] = args;
  const last = args.at(-1);
  if (first === undefined || last === undefined || first === last || last.type === 'SpreadElement') return;
  if (!file.origin(callee.object)?.module?.startsWith(SERVER)) return;
  if (method === 'registerTool' || method === 'tool') file.wrap(last, say(nameOf(first)));
  else if (method === 'setRequestHandler' && isToolCall(first, file)) file.wrap(last, say(undefined));
}

const say = (name: string | undefined): Say => ({
  helper: 'mcpTool',
  kind: 'handler',
  confidence: 'proven',
  facts: { 'gen_ai.tool.name': name },
});

const nameOf = (node: Node): string | undefined => (isString(node) ? node.value : undefined);

function isToolCall(schema: Node, file: File): boolean {
  const origin = file.origin(schema);
  return origin?.module?.startsWith(TYPES) === true && origin.path.at(-1) === 'CallToolRequestSchema';
}

/** Tools of a Model Context Protocol server: handlers that run in the trace of the client that calls them. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { isStringLiteral, memberKey, type Node } from '../../parse/tree.ts';

const SERVER = '@modelcontextprotocol/sdk/server/';
const TYPES = '@modelcontextprotocol/sdk/types';

export const mcpTools: Rule = {
  name: 'mcp-tool',
  hints: ['@modelcontextprotocol/sdk/server/'],
  visit: { CallExpression: wrapToolHandler },
};

function wrapToolHandler(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const { callee, arguments: args } = node;
  if (callee.type !== 'MemberExpression') return;
  const method = memberKey(callee);
  const [first] = args;
  const last = args.at(-1);
  if (first === undefined || last === undefined || first === last || last.type === 'SpreadElement') return;
  if (!context.origin(callee.object)?.module?.startsWith(SERVER)) return;
  if (method === 'registerTool' || method === 'tool') context.wrap(last, toolSpec(literalName(first)));
  else if (method === 'setRequestHandler' && isToolCall(first, context))
    context.wrap(last, toolSpec(undefined));
}

const toolSpec = (name: string | undefined): SiteSpec => ({
  helper: 'mcpTool',
  kind: 'handler',
  confidence: 'proven',
  facts: { 'gen_ai.tool.name': name },
});

const literalName = (node: Node): string | undefined => (isStringLiteral(node) ? node.value : undefined);

function isToolCall(schema: Node, context: RuleContext): boolean {
  const origin = context.origin(schema);
  return origin?.module?.startsWith(TYPES) === true && origin.path.at(-1) === 'CallToolRequestSchema';
}

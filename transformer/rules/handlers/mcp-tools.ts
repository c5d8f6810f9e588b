/** What a Model Context Protocol server offers: handlers that run in the trace of the client that asks. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { calledValue, isStringLiteral, memberKey, type Node } from '../../parse/tree.ts';

const MODULES = /^@modelcontextprotocol\/(?:sdk\/(?:server|client)\/|(?:server|client)(?:\/|$))/;
const TYPES = '@modelcontextprotocol/sdk/types';

/** Packages that hand a server to a function of the program: `createMcpHandler((server) => { server.tool(…) })`. */
const MAKERS: readonly string[] = ['mcp-handler', '@vercel/mcp-adapter', 'agents/mcp'];

/** `mcp.method.name` of what is registered by its name. */
const REGISTERED: Readonly<Record<string, string>> = {
  registerTool: 'tools/call',
  tool: 'tools/call',
  registerResource: 'resources/read',
  resource: 'resources/read',
  registerPrompt: 'prompts/get',
  prompt: 'prompts/get',
};

/** Requests that do something; lists are answered by what is registered. */
const HANDLED = /^(?:CallTool|ReadResource|GetPrompt|CreateMessage|Elicit)RequestSchema$/;
const NAMED = /^(?:tools\/call|resources\/read|prompts\/get|sampling\/createMessage|elicitation\/create)$/;

export const mcpTools: Rule = {
  name: 'mcp-tool',
  hints: [
    '@modelcontextprotocol/',
    '[\'"](?:mcp-handler|@vercel/mcp-adapter|agents/mcp)[\'"]',
    '\\.\\s*register(?:Tool|Resource|Prompt)\\s*\\(',
  ],
  visit: { CallExpression: wrapPeerHandler },
};

function wrapPeerHandler(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  const args = node.arguments;
  if (callee.type !== 'MemberExpression') return;
  const method = memberKey(callee) ?? '';
  const [first] = args;
  const last = args.at(-1);
  if (first === undefined || last === undefined || first === last || last.type === 'SpreadElement') return;
  const registered = Object.hasOwn(REGISTERED, method) ? REGISTERED[method] : undefined;
  if (registered === undefined && method !== 'setRequestHandler') return;
  const module = context.origin(callee.object)?.module;
  const isProven = module !== undefined && MODULES.test(module);
  const isMcpFile = context.imports(MAKERS);
  const isUnknown = module === undefined || MAKERS.includes(module);
  if (!isProven && !(isUnknown && isShaped(method, args, last, isMcpFile))) return;
  if (registered !== undefined) context.wrap(last, handlerSpec(registered, literalName(first), isProven));
  else if (isHandled(first, context)) context.wrap(last, handlerSpec(undefined, undefined, isProven));
}

/** The server of another file, or a parameter: what it gives to the function is looked at when that runs. */
const isShaped = (method: string, args: readonly Node[], last: Node, isMcpFile: boolean): boolean =>
  (method.startsWith('register') || isMcpFile) &&
  args.length >= (isMcpFile ? 2 : 3) &&
  isStringLiteral(args[0] as Node) &&
  (last.type === 'ArrowFunctionExpression' || last.type === 'FunctionExpression');

/** Tools are the default of what is registered. */
const handlerSpec = (method: string | undefined, name: string | undefined, isProven: boolean): SiteSpec => ({
  helper: 'mcpTool',
  kind: 'handler',
  confidence: isProven ? 'proven' : 'shaped',
  facts: {
    'mcp.method.name': method === 'tools/call' ? undefined : method,
    [method === 'prompts/get' ? 'gen_ai.prompt.name' : 'gen_ai.tool.name']:
      method === 'resources/read' ? undefined : name,
  },
});

const literalName = (node: Node): string | undefined => (isStringLiteral(node) ? node.value : undefined);

function isHandled(asked: Node, context: RuleContext): boolean {
  if (isStringLiteral(asked)) return NAMED.test(asked.value);
  const origin = context.origin(asked);
  return origin?.module?.startsWith(TYPES) === true && HANDLED.test(origin.path.at(-1) ?? '');
}

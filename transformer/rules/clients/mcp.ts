import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** Requests of the Model Context Protocol: of a client to its server, and of a server to its client. */
export const mcp: Rule = new MethodRule({
  name: 'mcp',
  helper: 'mcp',
  kind: 'tool',
  modules: [
    '@modelcontextprotocol/sdk/*',
    '@modelcontextprotocol/client',
    '@modelcontextprotocol/server',
    '@ai-sdk/mcp',
    'ai',
  ],
  hints: ['\\b(?:callTool|readResource|getPrompt|createMessage|elicitInput|createMCPClient)\\b'],
  functions: ['createMCPClient', 'experimental_createMCPClient'],
  methods: { callTool: {}, readResource: {}, getPrompt: {}, createMessage: {}, elicitInput: {} },
});

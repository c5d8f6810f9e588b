import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** Tools that a Model Context Protocol client calls on its server. */
export const mcp: Rule = new MethodRule({
  name: 'mcp',
  helper: 'mcp',
  kind: 'tool',
  modules: ['@modelcontextprotocol/sdk/*', '@modelcontextprotocol/client'],
  hints: ['\\bcallTool\\b'],
  methods: { callTool: {} },
});

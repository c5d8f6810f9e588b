import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** The Claude Agent SDK, also by its earlier name. */
export const claude: Rule = new MethodRule({
  name: 'claude',
  helper: 'claude',
  modules: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code'],
  hints: ['[\'"]@anthropic-ai/claude-'],
  functions: ['query'],
  methods: {},
});

import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** OpenAI's Agents SDK: `run(agent, input)`, and a runner's method. */
export const openaiAgents: Rule = new MethodRule({
  name: 'openai-agents',
  helper: 'openaiAgents',
  modules: ['@openai/agents', '@openai/agents-core'],
  hints: ['[\'"]@openai/agents'],
  functions: ['run'],
  methods: { run: {} },
});

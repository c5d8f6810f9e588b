import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** The binding is one of the environment's, by whatever name; programs call it AI. */
export const workersAi: Rule = new MethodRule({
  name: 'workers-ai',
  helper: 'workersAi',
  modules: ['@cloudflare/ai'],
  hints: ['\\bAI\\s*\\??\\.\\s*run\\b', '[\'"]@(?:cf|hf)/', '[\'"]@cloudflare/ai\\b'],
  named: /^(?:ai|AI)$/,
  methods: { run: { shape: 'named' } },
});

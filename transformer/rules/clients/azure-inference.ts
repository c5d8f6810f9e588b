import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export const azureInference: Rule = new MethodRule({
  name: 'azure-inference',
  helper: 'azureInference',
  modules: ['@azure-rest/ai-inference'],
  hints: [
    '[\'"]@azure-rest/ai-inference\\b',
    '/(?:chat/completions|embeddings)[\'"`]\\s*\\)\\s*\\.\\s*post\\b',
  ],
  makes: true,
  methods: { post: { shape: 'distinct', after: ['path', '()'] } },
});

import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

export const mistral: Rule = clientRule({
  name: 'mistral',
  helper: 'mistral',
  modules: [
    '@mistralai/mistralai',
    '@mistralai/mistralai/*',
    '@mistralai/mistralai-azure',
    '@mistralai/mistralai-gcp',
  ],
  hints: ['[\'"]@mistralai/', '\\bMistral\\b'],
  methods: {
    'chat.complete': {},
    'chat.stream': {},
    'chat.parse': {},
    'chat.parseStream': {},
    'agents.complete': {},
    'agents.stream': {},
    'fim.complete': {},
    'fim.stream': {},
    'embeddings.create': {},
  },
});

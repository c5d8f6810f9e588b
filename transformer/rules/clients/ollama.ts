import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

export const ollama: Rule = clientRule({
  name: 'ollama',
  helper: 'ollama',
  modules: ['ollama', 'ollama/browser'],
  instances: ['default'],
  hints: ['[\'"]ollama\\b'],
  methods: { chat: {}, generate: {}, embed: {}, embeddings: {} },
});

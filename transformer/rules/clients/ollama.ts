import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export const ollama: Rule = new MethodRule({
  name: 'ollama',
  helper: 'ollama',
  modules: ['ollama', 'ollama/browser'],
  instances: ['default'],
  hints: ['[\'"]ollama\\b', '\\bollama(?:Client)?\\s*\\??\\.'],
  named: /^[_#]?ollama(?:Client)?$/i,
  methods: {
    chat: { shape: 'named', keys: ['model', 'messages'] },
    generate: { shape: 'named', keys: ['model', 'prompt'] },
    embed: { shape: 'named', keys: ['model', 'input'] },
    embeddings: { shape: 'named', keys: ['model', 'prompt'] },
  },
});

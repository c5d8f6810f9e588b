import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export const openrouter: Rule = new MethodRule({
  name: 'openrouter',
  helper: 'openrouter',
  modules: ['@openrouter/sdk', '@openrouter/sdk/*'],
  hints: ['[\'"]@openrouter/sdk\\b', '\\b(?:chat|responses)\\s*\\??\\.\\s*send\\b'],
  named: /^(?:chat|responses)$/,
  methods: {
    'chat.send': { shape: 'named', keys: ['chatRequest'] },
    'responses.send': { shape: 'named', keys: ['responsesRequest'] },
    'embeddings.generate': {},
    'images.generate': {},
    'rerank.rerank': {},
    'tts.createSpeech': {},
  },
});

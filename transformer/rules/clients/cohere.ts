import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export const cohere: Rule = new MethodRule({
  name: 'cohere',
  helper: 'cohere',
  modules: ['cohere-ai', 'cohere-ai/*'],
  hints: ['[\'"]cohere-ai\\b', '\\bCohereClient', '\\bcohere(?:Client)?\\s*\\??\\.'],
  named: /^[_#]?(?:cohere|co)(?:Client)?$/i,
  methods: {
    chat: { shape: 'named', keys: ['message'] },
    chatStream: {},
    generate: {},
    generateStream: {},
    embed: { shape: 'named', keys: ['texts'] },
    rerank: { shape: 'named', keys: ['query', 'documents'] },
    'v2.chat': {},
    'v2.chatStream': {},
    'v2.embed': {},
    'v2.rerank': {},
  },
});

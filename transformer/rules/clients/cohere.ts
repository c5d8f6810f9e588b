import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

export const cohere: Rule = clientRule({
  name: 'cohere',
  helper: 'cohere',
  modules: ['cohere-ai', 'cohere-ai/*'],
  hints: ['[\'"]cohere-ai\\b', '\\bCohereClient'],
  methods: {
    chat: {},
    chatStream: {},
    generate: {},
    generateStream: {},
    embed: {},
    rerank: {},
    'v2.chat': {},
    'v2.chatStream': {},
    'v2.embed': {},
    'v2.rerank': {},
  },
});

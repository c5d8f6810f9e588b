import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

const CHAT: Method = { shape: 'weak', keys: ['messages'] };
const AGENTS: Method = { shape: 'weak', keys: ['agentId'] };

export const mistral: Rule = new MethodRule({
  name: 'mistral',
  helper: 'mistral',
  modules: [
    '@mistralai/mistralai',
    '@mistralai/mistralai/*',
    '@mistralai/mistralai-azure',
    '@mistralai/mistralai-gcp',
  ],
  hints: ['[\'"]@mistralai/', '\\bMistral\\b', '\\b(?:chat|agents|fim)\\s*\\??\\.\\s*(?:complete|stream)\\b'],
  methods: {
    'chat.complete': CHAT,
    'chat.stream': CHAT,
    'chat.parse': {},
    'chat.parseStream': {},
    'agents.complete': AGENTS,
    'agents.stream': AGENTS,
    'fim.complete': { shape: 'weak', keys: ['prompt'] },
    'fim.stream': {},
    'embeddings.create': {},
    'beta.conversations.start': {},
    'beta.conversations.append': {},
    'beta.conversations.restart': {},
    'beta.conversations.startStream': {},
    'beta.conversations.appendStream': {},
    'beta.conversations.restartStream': {},
    'audio.transcriptions.complete': {},
    'ocr.process': {},
  },
});

import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

const DISTINCT: Method = { shape: 'distinct', keys: ['model', 'contents'] };
const PROVEN: Method = {};
const CHAT: Method = { shape: 'distinct', keys: ['message'], after: ['chats', 'create', '()'] };

export const google: Rule = new MethodRule({
  name: 'google',
  helper: 'google',
  modules: ['@google/genai', '@google/genai/*'],
  hints: ['\\bgenerateContent', '\\bembedContent\\b', '\\bsendMessage', '[\'"]@google/genai\\b'],
  methods: {
    'models.generateContent': DISTINCT,
    'models.generateContentStream': DISTINCT,
    'models.embedContent': DISTINCT,
    'models.generateImages': PROVEN,
    'models.generateVideos': PROVEN,
    'interactions.create': PROVEN,
    'interactions.get': PROVEN,
    sendMessage: CHAT,
    sendMessageStream: CHAT,
  },
});

const MODEL: Method = { shape: 'named' };

/** The two SDKs before it, whose models and chats are objects. */
export const googleModels: Rule = new MethodRule({
  name: 'google',
  helper: 'google',
  modules: ['@google/generative-ai', '@google-cloud/vertexai', 'firebase/ai', 'firebase/vertexai'],
  hints: [
    '\\bgenerateContent',
    '\\bembedContent\\b',
    '\\bsendMessage',
    '[\'"](?:@google/generative-ai|@google-cloud/vertexai|firebase/(?:vertex)?ai)\\b',
  ],
  facts: { by: 'model' },
  makes: true,
  named: /model|gemini|chat|^(?:genAI|ai)$|\(\)$/i,
  methods: {
    generateContent: MODEL,
    generateContentStream: MODEL,
    embedContent: MODEL,
    batchEmbedContents: {},
    sendMessage: MODEL,
    sendMessageStream: MODEL,
  },
});

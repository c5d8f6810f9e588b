import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

const DISTINCT: Method = { shape: 'distinct', keys: ['model', 'messages', 'input'] };
const WEAK: Method = { shape: 'weak', keys: ['model'] };
const PROVEN: Method = {};

/** Generated alike, or of the same API. */
const PACKAGES: readonly string[] = [
  'openai',
  'groq-sdk',
  'together-ai',
  '@cerebras/cerebras_cloud_sdk',
  '@perplexity-ai/perplexity_ai',
  'fireworks-ai',
];

/** OpenAI, and the clients that share its generated code or its API. */
export const openai: Rule = new MethodRule({
  name: 'openai',
  helper: 'openai',
  modules: PACKAGES.flatMap((it) => [it, `${it}/*`]),
  hints: [
    '\\bcompletions\\b',
    '\\bresponses\\s*\\??\\.',
    '\\bembeddings\\s*\\??\\.',
    '\\bmoderations\\s*\\??\\.',
    '\\bimages\\s*\\??\\.',
    '\\baudio\\s*\\??\\.',
    `['"](?:${PACKAGES.join('|')})\\b`,
  ],
  methods: {
    'chat.completions.create': DISTINCT,
    'chat.completions.parse': DISTINCT,
    'chat.completions.stream': DISTINCT,
    'chat.completions.runTools': DISTINCT,
    'beta.chat.completions.parse': DISTINCT,
    'beta.chat.completions.stream': DISTINCT,
    'beta.chat.completions.runTools': DISTINCT,
    'completions.create': WEAK,
    'responses.create': { shape: 'weak', keys: ['model', 'previous_response_id'] },
    'responses.parse': WEAK,
    'responses.stream': WEAK,
    'responses.retrieve': PROVEN,
    'responses.compact': PROVEN,
    'batches.retrieve': PROVEN,
    'embeddings.create': WEAK,
    'moderations.create': { shape: 'weak', keys: ['input'] },
    'images.generate': { shape: 'weak', keys: ['prompt'] },
    'images.create': PROVEN,
    'images.edit': { shape: 'weak', keys: ['prompt'] },
    'images.createVariation': PROVEN,
    'audio.speech.create': WEAK,
    'audio.transcriptions.create': WEAK,
    'audio.translations.create': WEAK,
    'rerank.create': WEAK,
  },
});

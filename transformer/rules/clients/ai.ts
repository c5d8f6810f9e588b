import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** Vercel's AI SDK: its functions, and its agents. */
export const ai: Rule = new MethodRule({
  name: 'ai',
  helper: 'ai',
  modules: ['ai', 'ai/*'],
  hints: ['[\'"]ai[/\'"]'],
  functions: [
    'generateText',
    'streamText',
    'generateObject',
    'streamObject',
    'embed',
    'embedMany',
    'rerank',
    'generateImage',
    'experimental_generateImage',
    'generateSpeech',
    'experimental_generateSpeech',
    'transcribe',
    'experimental_transcribe',
    'createAgentUIStream',
    'createAgentUIStreamResponse',
    'pipeAgentUIStreamToResponse',
  ],
  methods: { generate: {}, stream: {} },
});

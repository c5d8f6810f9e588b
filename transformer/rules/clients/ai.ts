import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

/** Vercel's AI SDK: functions, and the agents that call them. */
export const ai: Rule = clientRule({
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

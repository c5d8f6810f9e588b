import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

const MESSAGES: Method = { shape: 'weak', keys: ['model', 'max_tokens', 'messages'], unless: ['threads'] };

export const anthropic: Rule = new MethodRule({
  name: 'anthropic',
  helper: 'anthropic',
  // The SDK, and its variants for Bedrock, Vertex and Foundry.
  modules: ['@anthropic-ai/*'],
  hints: [
    '\\bmessages\\s*\\??\\.\\s*(?:create|stream|parse|countTokens|toolRunner|batches)\\b',
    '[\'"]@anthropic-ai/',
  ],
  methods: {
    'messages.create': MESSAGES,
    'messages.stream': MESSAGES,
    'messages.parse': MESSAGES,
    'messages.countTokens': MESSAGES,
    'beta.messages.create': MESSAGES,
    'beta.messages.stream': MESSAGES,
    'beta.messages.parse': MESSAGES,
    'beta.messages.countTokens': MESSAGES,
    'beta.messages.toolRunner': MESSAGES,
    'messages.batches.results': {},
    'beta.messages.batches.results': {},
    'completions.create': {},
  },
});

import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

export const bedrock: Rule = clientRule({
  name: 'bedrock',
  helper: 'bedrock',
  modules: ['@aws-sdk/client-bedrock-runtime'],
  hints: ['client-bedrock-runtime\\b'],
  methods: {
    send: {
      commands: [
        'ConverseCommand',
        'ConverseStreamCommand',
        'InvokeModelCommand',
        'InvokeModelWithResponseStreamCommand',
      ],
    },
    converse: {},
    converseStream: {},
    invokeModel: {},
    invokeModelWithResponseStream: {},
  },
});

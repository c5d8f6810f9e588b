import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export const bedrock: Rule = new MethodRule({
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

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const sqs: Rule = queueRule({
  name: 'sqs',
  helper: 'sqs',
  modules: ['@aws-sdk/client-sqs', '@aws-sdk/client-sns', 'sqs-consumer'],
  hints: ['[\'"](?:@aws-sdk/client-s(?:qs|ns)|sqs-consumer)[\'"]'],
  methods: {
    send: {
      commands: [
        'SendMessageCommand',
        'SendMessageBatchCommand',
        'ReceiveMessageCommand',
        'PublishCommand',
        'PublishBatchCommand',
      ],
    },
    sendMessage: {},
    sendMessageBatch: {},
    receiveMessage: {},
    publish: {},
    publishBatch: {},
  },
  handed: { 'Consumer.create': 0 },
  loops: ['send.().Messages', 'receiveMessage.().Messages'],
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** kafkajs, and Confluent's client in its form. */
export const kafkajs: Rule = queueRule({
  name: 'kafkajs',
  helper: 'kafkajs',
  modules: ['kafkajs', '@confluentinc/kafka-javascript'],
  hints: [
    '[\'"](?:kafkajs|@confluentinc/kafka-javascript)[\'"]',
    '\\b\\w*[pP]roducer\\w*\\.send(?:Batch)?\\(',
    '\\beach(?:Message|Batch)\\b',
  ],
  methods: {
    send: { shape: 'named', keys: ['topic', 'messages'] },
    sendBatch: { shape: 'named', keys: ['topicMessages'] },
    run: { shape: 'named' },
  },
  named: /(?:producer|consumer)$/i,
});

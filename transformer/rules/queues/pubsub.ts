import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const pubsub: Rule = queueRule({
  name: 'pubsub',
  helper: 'pubsub',
  modules: ['@google-cloud/pubsub'],
  hints: ['[\'"]@google-cloud/pubsub[\'"]', '\\.publishMessage\\('],
  methods: {
    publishMessage: { shape: 'distinct' },
    publish: { shape: 'named' },
    publishJSON: { shape: 'named' },
    on: { shape: 'named' },
    once: {},
    addListener: {},
  },
  makes: true,
  imported: true,
  named: /(?:topic|subscription)$/i,
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const mqtt: Rule = queueRule({
  name: 'mqtt',
  helper: 'mqtt',
  modules: ['mqtt', 'async-mqtt'],
  hints: ['[\'"](?:async-)?mqtt[\'"]', '\\b\\w*[mM]qtt\\w*\\.publish(?:Async)?\\('],
  methods: {
    publish: { shape: 'named' },
    publishAsync: { shape: 'named' },
    on: { shape: 'named' },
    once: {},
    addListener: {},
  },
  makes: true,
  named: /^mqtt(?:client)?$/i,
});

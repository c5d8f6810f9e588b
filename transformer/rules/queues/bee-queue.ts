import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const beeQueue: Rule = queueRule({
  name: 'bee-queue',
  helper: 'beeQueue',
  modules: ['bee-queue'],
  hints: ['[\'"]bee-queue[\'"]', '\\b\\w*[qQ]ueue\\w*\\.createJob\\('],
  methods: { createJob: { shape: 'named' }, saveAll: { shape: 'named' }, process: {} },
  named: /queue$/i,
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const bullmq: Rule = queueRule({
  name: 'bullmq',
  helper: 'bullmq',
  modules: ['bullmq', '@taskforcesh/bullmq-pro'],
  hints: [
    '[\'"](?:bullmq|@taskforcesh/bullmq-pro)[\'"]',
    '\\b\\w*(?:[qQ]ueue|[fF]low(?:Producer)?)\\w*\\.add(?:Bulk)?\\(',
  ],
  methods: { add: { shape: 'named' }, addBulk: { shape: 'named' } },
  named: /(?:queue|flow(?:producer)?)$/i,
  handed: { Worker: 1 },
});

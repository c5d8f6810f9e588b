import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

const SENDS = ['publish', 'publishJSON', 'enqueue', 'enqueueJSON', 'batch', 'batchJSON'];

export const qstash: Rule = queueRule({
  name: 'qstash',
  helper: 'qstash',
  modules: ['@upstash/qstash', '@upstash/qstash/*'],
  hints: ['[\'"]@upstash/qstash[\'"/]', '\\b\\w*[qQ][sS]tash\\w*\\.(?:publish|enqueue|batch)'],
  methods: Object.fromEntries(SENDS.map((name) => [name, { shape: 'named' as const }])),
  makes: true,
  named: /qstash(?:client)?$/i,
});

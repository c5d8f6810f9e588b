import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

const SENDS = ['send', 'sendAfter', 'sendThrottled', 'sendDebounced', 'insert', 'publish', 'upsert', 'work'];

export const pgBoss: Rule = queueRule({
  name: 'pg-boss',
  helper: 'pgBoss',
  modules: ['pg-boss'],
  hints: ['[\'"]pg-boss[\'"]', `\\b\\w*[bB]oss\\.(?:${SENDS.join('|')})\\(`],
  methods: Object.fromEntries(SENDS.map((name) => [name, { shape: 'named' as const }])),
  named: /boss$/i,
  handed: { PgBoss: 0, default: 0 },
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** Its jobs are threads, which belong to the tick that starts them. */
export const bree: Rule = queueRule({
  name: 'bree',
  helper: 'bree',
  modules: ['bree'],
  hints: ['[\'"]bree[\'"]'],
  methods: {},
  made: ['default', 'Bree'],
});

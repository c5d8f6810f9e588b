import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const graphileWorker: Rule = queueRule({
  name: 'graphile-worker',
  helper: 'graphileWorker',
  modules: ['graphile-worker'],
  hints: ['[\'"]graphile-worker[\'"]', '\\b\\w*[uU]tils\\.addJob\\(', '\\bhelpers\\.addJob\\('],
  methods: { addJob: { shape: 'distinct' } },
  functions: ['quickAddJob'],
  makes: true,
  handed: { run: 0, runOnce: 0 },
  typed: { Task: 'task' },
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** Functions and steps: `step` is handed to a function by the engine, and is told by its name. */
export const inngest: Rule = queueRule({
  name: 'inngest',
  helper: 'inngest',
  modules: ['inngest', 'inngest/*'],
  hints: ['[\'"]inngest[\'"/]', '\\binngest\\.(?:send|createFunction)\\('],
  methods: {
    send: { shape: 'named' },
    createFunction: { shape: 'named' },
    'step.run': { shape: 'distinct' },
    'step.sendEvent': { shape: 'distinct' },
  },
  named: /inngest$/i,
});

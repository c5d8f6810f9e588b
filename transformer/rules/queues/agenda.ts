import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const agenda: Rule = queueRule({
  name: 'agenda',
  helper: 'agenda',
  modules: ['agenda', '@hokify/agenda'],
  hints: ['[\'"](?:@hokify/)?agenda[\'"]', '\\bagenda\\.(?:now|schedule|define)\\('],
  methods: {
    now: { shape: 'named' },
    schedule: { shape: 'named' },
    create: { shape: 'named' },
    define: { shape: 'named' },
  },
  named: /^agenda$/i,
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const triggerDev: Rule = queueRule({
  name: 'trigger.dev',
  helper: 'triggerDev',
  modules: ['@trigger.dev/sdk', '@trigger.dev/sdk/*'],
  hints: ['[\'"]@trigger\\.dev/sdk[\'"/]'],
  methods: { trigger: { shape: 'named' }, triggerAndWait: { shape: 'named' } },
  instances: ['tasks'],
  makes: true,
  imported: true,
  named: /task$/i,
  handed: { task: 0, schemaTask: 0 },
});

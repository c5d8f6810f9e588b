import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** Clients and workers are given interceptors; a workflow's code runs in a sandbox of the library's. */
export const temporal: Rule = queueRule({
  name: 'temporal',
  helper: 'temporal',
  modules: ['@temporalio/client', '@temporalio/worker'],
  hints: ['[\'"]@temporalio/(?:client|worker)[\'"]'],
  methods: {},
  handed: { Client: 0, WorkflowClient: 0, 'Worker.create': 0 },
});

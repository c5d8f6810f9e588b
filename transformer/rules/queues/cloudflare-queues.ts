import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** A binding of a Worker's environment, by its name: `env.JOBS_QUEUE.send(body)`. */
export const cloudflareQueues: Rule = queueRule({
  name: 'cloudflare-queues',
  helper: 'cloudflareQueue',
  modules: [],
  hints: ['\\benv\\.\\w*(?:QUEUE|Queue|queue)\\w*\\.send(?:Batch)?\\('],
  methods: {
    send: { shape: 'named' },
    sendBatch: { shape: 'named' },
  },
  named: /queue/i,
});

import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const redisStreams: Rule = queueRule({
  name: 'redis-streams',
  helper: 'redisStreams',
  modules: ['ioredis', 'redis', '@redis/client'],
  hints: ['\\.\\s*x(?:add|Add|read|Read)'],
  methods: { xadd: {}, xAdd: {}, xread: {}, xreadgroup: {}, xRead: {}, xReadGroup: {} },
  makes: true,
  // `[[stream, [entry, …]], …]` of ioredis, `[{ name, messages }, …]` of node-redis.
  loops: ['xread', 'xreadgroup', 'xRead', 'xReadGroup'].flatMap((name) =>
    ['[]', '[0]'].flatMap((stream) =>
      ['[1]', 'messages'].map((entries) => `${name}.().${stream}.${entries}`),
    ),
  ),
});

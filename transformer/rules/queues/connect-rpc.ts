import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** Connect: its transports and servers are given interceptors with their options. */
export const connectRpc: Rule = queueRule({
  name: 'connect-rpc',
  helper: 'connectRpc',
  modules: [
    '@connectrpc/connect',
    ...['node', 'web', 'express', 'next'].map((name) => `@connectrpc/connect-${name}`),
  ],
  hints: ['[\'"]@connectrpc/connect'],
  methods: {},
  handed: {
    createConnectTransport: 0,
    createGrpcTransport: 0,
    createGrpcWebTransport: 0,
    connectNodeAdapter: 0,
    expressConnectMiddleware: 0,
    nextJsApiRouter: 0,
  },
});

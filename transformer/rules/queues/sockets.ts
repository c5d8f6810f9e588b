import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

const LISTENS = {
  on: { shape: 'named' },
  once: { shape: 'named' },
  addListener: { shape: 'named' },
} as const;

/** A server hands its sockets to a callback, where they are known by what programs call them. */
export const socketIo: Rule = queueRule({
  name: 'socket.io',
  helper: 'socketIo',
  modules: ['socket.io', 'socket.io-client'],
  hints: ['[\'"]socket\\.io(?:-client)?[\'"]'],
  methods: { emit: { shape: 'named' }, ...LISTENS },
  makes: true,
  imported: true,
  named: /^(?:socket|io|nsp|namespace|client)$/i,
});

export const ws: Rule = queueRule({
  name: 'ws',
  helper: 'ws',
  modules: ['ws'],
  hints: ['[\'"]ws[\'"]'],
  methods: { send: { shape: 'named' }, ...LISTENS },
  imported: true,
  named: /^(?:ws|socket|websocket|client|conn(?:ection)?|peer)$/i,
});

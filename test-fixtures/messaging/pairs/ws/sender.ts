import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Connect } from '../contract.ts';

export const connect: Connect = async () => {
  const socket = new WebSocket(`ws://${process.env.GRPC}`);
  await once(socket, 'open');
  return {
    send(text) {
      const answered = once(socket, 'message');
      socket.send(JSON.stringify({ text, more: [1, { a: '}' }] }));
      return answered;
    },
    close: () => socket.close(),
  };
};

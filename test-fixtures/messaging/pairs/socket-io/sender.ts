import { once } from 'node:events';
import { io } from 'socket.io-client';
import type { Connect } from '../contract.ts';

export const connect: Connect = async () => {
  const socket = io(`http://${process.env.GRPC}`, { transports: ['websocket'] });
  await once(socket as never, 'connect');
  return {
    send: (text) => new Promise((resolve) => socket.emit('ask', { text }, 'more', resolve)),
    close: () => socket.close(),
  };
};

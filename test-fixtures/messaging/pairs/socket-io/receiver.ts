import { Server } from 'socket.io';
import type { Start } from '../contract.ts';

export const start: Start = async (_broker, work) => {
  const [, port] = (process.env.GRPC ?? '').split(':');
  const io = new Server(Number(port), { transports: ['websocket'] });
  io.on('connection', (socket) => {
    socket.on('ask', async (message: { text: string }, more: string, done: (answer: string) => void) => {
      await work(message.text, [message, more]);
      done('done');
    });
  });
  return () => io.close();
};

import { WebSocketServer } from 'ws';
import type { Start } from '../contract.ts';

export const start: Start = async (_broker, work) => {
  const [host, port] = (process.env.GRPC ?? '').split(':');
  const server = new WebSocketServer({ host, port: Number(port) });
  server.on('connection', (ws) => {
    ws.on('message', async (data, isBinary) => {
      const text = data.toString();
      await work(JSON.parse(text).text, [text, isBinary, Buffer.isBuffer(data)]);
      ws.send('done');
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return () => server.close();
};

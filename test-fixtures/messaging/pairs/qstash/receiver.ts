import { createServer } from 'node:http';
import type { Start } from '../contract.ts';

export const start: Start = async (_broker, work) => {
  const [host, port] = (process.env.GRPC ?? '').split(':');
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { text } = JSON.parse(Buffer.concat(chunks).toString());
    await work(text, [request.headers.kind, request.url]);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(Number(port), host, resolve));
  return () => server.close();
};

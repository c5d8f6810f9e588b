import { createServer } from 'node:http';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { Jobs } from '../connect-service.ts';
import type { Start } from '../contract.ts';

export const start: Start = async (_broker, work) => {
  const [host, port] = (process.env.GRPC ?? '').split(':');
  const handler = connectNodeAdapter({
    routes: (router) =>
      router.service(Jobs, {
        async ask({ value }: { value: string }) {
          await work(value);
          return { value: 'done' };
        },
      } as never),
  });
  const server = createServer(handler as never);
  await new Promise<void>((resolve) => server.listen(Number(port), host, resolve));
  return () => server.close();
};

/** A Redis server of the demo's own, where one is installed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Redis {
  readonly port: number;
  stop(): Promise<void>;
}

/** Milliseconds until it counts as not there. */
const PATIENCE = 10_000;

export async function startRedis(): Promise<Redis> {
  const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'demo-redis-'))];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const failed = once(child, 'error').then(([error]) => {
    throw new Error(
      `no redis-server to be started (${(error as Error).message}); install it, or leave --queue out`,
    );
  });
  const ready = (async () => {
    const deadline = Date.now() + PATIENCE;
    while (!(await isOpen(port))) {
      if (Date.now() > deadline) throw new Error('redis-server does not answer');
      await sleep(20);
    }
  })();
  await Promise.race([ready, failed]);
  failed.catch(() => {});
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });

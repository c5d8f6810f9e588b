/** A row's program as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf } from './prepare.ts';
import type { Row } from './row.ts';

export interface Program {
  /** Without a slash at its end. */
  readonly url: string;
  /** What it has printed. */
  said(): string;
  stop(): Promise<void>;
}

/** Milliseconds until it takes connections. */
const LONGEST_START = 120_000;
/** Milliseconds that it has to send its spans and to end. */
const LONGEST_END = 10_000;

export async function startProgram(
  row: Row,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<Program> {
  const port = await freePort();
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: row.folder,
    env: { ...environmentOf(row), ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: dev servers start processes.
    detached: true,
  });
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = `${text}${chunk}`.slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit');
  const program: Program = {
    url: `http://127.0.0.1:${port}`,
    said: () => text,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        signalGroup(child.pid, 'SIGTERM');
        await Promise.race([ended, sleep(LONGEST_END, undefined, { ref: false })]);
      }
      signalGroup(child.pid, 'SIGKILL');
    },
  };
  const until = Date.now() + LONGEST_START;
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`${command} ended before it listened:\n${text}`);
    if (Date.now() > until) {
      await program.stop();
      throw new Error(`${command} did not listen:\n${text}`);
    }
    await sleep(100);
  }
  return program;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // All of the group has ended.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const say = (it: boolean) => () => {
      socket.destroy();
      resolve(it);
    };
    socket.once('connect', say(true));
    socket.once('error', say(false));
  });

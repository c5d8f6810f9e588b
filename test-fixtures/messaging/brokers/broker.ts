/** What a test needs of a broker: where it listens, and that it is gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Broker {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface BrokerKind {
  readonly name: string;
  /** Why it cannot run here, undefined where it can. */
  readonly missing: string | undefined;
  start(): Promise<Broker>;
}

export interface BrokerProcess {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

/** Milliseconds until a broker that does not answer counts as failed; RabbitMQ takes ten seconds alone. */
const PATIENCE = 90_000;

/** The first of these files that is there. */
export const installed = (...paths: readonly string[]): string | undefined => paths.find(existsSync);

export const missingFile = (path: string | undefined, debian: string): string | undefined =>
  path === undefined ? `no ${debian} here (apt-get install ${debian})` : undefined;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A folder of its own, which a broker that runs as another user may enter. */
export function brokerFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'broker-'));
  chmodSync(folder, 0o777);
  return folder;
}

/** Starts `process` and waits until `ready` says so; a broker that ends before is an error with its words. */
export async function runBroker(
  { command, args, env = {}, uid, gid }: BrokerProcess,
  ready: (said: string) => Promise<boolean> | boolean,
): Promise<{ said(): string; stop(folder?: string): Promise<void> }> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  const deadline = Date.now() + PATIENCE;
  while (!(await ready(said))) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${command} did not start: ${said.slice(-2000)}`);
    }
    await sleep(50);
  }
  return {
    said: () => said,
    async stop(folder) {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(3_000, undefined, { ref: false })]);
      child.kill('SIGKILL');
      await ended;
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** True once somebody accepts connections at the port. */
export const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });

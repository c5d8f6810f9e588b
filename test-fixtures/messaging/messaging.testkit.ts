/** Starts the programs of a pair, with a collector for their spans and a service that notes who asked it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCollector } from '../../examples/collector/collector.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const FLAGS = ['--conditions=onetrace-source', '--no-warnings', '--import', `${here}rewrite.ts`];
const PATIENCE = 30_000;

export interface Heard {
  readonly wanted: string;
  readonly session: string;
}

export interface Service {
  readonly url: string;
  readonly heard: Heard[];
  close(): void;
}

export async function startService(): Promise<Service> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const wanted = new URL(request.url ?? '', 'http://x').searchParams.get('for') ?? '';
    const session = /session\.id=([^,;]*)/.exec(String(request.headers.baggage ?? ''))?.[1] ?? '';
    heard.push({ wanted, session });
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: () => server.close(),
  };
}

export interface Running {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
}

export function startProgram(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(
    process.execPath,
    [...FLAGS, ...args.map((it) => (it.endsWith('.ts') ? here + it : it))],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const lines: string[] = [];
  let said = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    said += text;
    const parts = said.split('\n');
    said = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.on('data', (text) => (errors += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, lines, errors: () => errors, ended };
}

/** Waits until `is` holds; what the program said explains why it does not. */
export async function until(
  is: () => boolean,
  what: string,
  programs: readonly Running[] = [],
): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!is()) {
    const said = programs.map(({ lines, errors }) => `${lines.join('\n')}\n${errors()}`).join('\n---\n');
    if (Date.now() > deadline) throw new Error(`${what} did not happen:\n${said}`);
    if (programs.some(({ child }) => child.exitCode !== null && child.exitCode !== 0))
      throw new Error(`${what}: a program has failed:\n${said}`);
    await sleep(20);
  }
}

export async function stopProgram({ child, ended }: Running): Promise<void> {
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await ended;
}

export const collect = startCollector;

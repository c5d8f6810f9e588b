/** Runs one program in a process of its own, and says what can be seen of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';

const LONGEST = 30_000;

export interface Seen {
  readonly out: string;
  /** Errors and warnings, without frames and code. */
  readonly errors: string;
  readonly end: string;
}

export interface RunOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** None outlives the tests, however they end. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function run(file: string, { flags = [], env = {} }: RunOptions = {}): Promise<Seen> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', ...flags, file], {
      cwd: dirname(file),
      env: { ...clean(process.env), ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    running.add(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ out: steady(out), errors: essence(errors), end: String(signal ?? code) });
    });
  });
}

/** Nothing of the machine's own configuration. */
const clean = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:OTEL|ONETRACE|NODE_OPTIONS|AISDK|VITEST)/.test(name)),
  );

const steady = (text: string): string =>
  text.replaceAll(/:\d{4,5}\b/g, ':PORT').replaceAll(/(?:un|re)[a-z]+-[a-z]+(?:-[a-z0-9]+)?\//g, '');

const essence = (text: string): string =>
  steady(text)
    .split('\n')
    .filter((line) => /^(?:Uncaught )?\[?(?:onetrace|[A-Za-z]*(?:Error|Exception)\b)/.test(line))
    .join('\n');

export interface Sink {
  readonly env: Readonly<Record<string, string>>;
  /** How many deliveries came. */
  readonly deliveries: () => number;
  close(): void;
}

/** Takes every span that is sent to it. */
export async function openSink(): Promise<Sink> {
  let deliveries = 0;
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      deliveries++;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
    deliveries: () => deliveries,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `work` for each item, as many at a time as there are cores to spare. */
export async function eachOf<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = 3,
): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** What workerd itself does with a Worker's queue, schedule and streams; nobody flushes by hand. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'worker-events-'));
let collector: Collector;
let workerd: ChildProcess;

/** A Worker whose default export is an object, and one whose it is a class. */
const WORKERS = ['worker-events', 'worker-class'] as const;
type Name = (typeof WORKERS)[number];
const ports = new Map<Name, number>();

const ROOM = {
  binding: ', (name = "ROOM", durableObjectNamespace = "Room")',
  object: `durableObjectNamespaces = [(className = "Room", uniqueKey = "room")],
      durableObjectStorage = (inMemory = void),`,
};

const serviceOf = (name: Name): string => `(name = "${name}", worker = (
      modules = [(name = "worker.mjs", esModule = embed "${name}.mjs")],
      compatibilityDate = "2026-09-01",
      compatibilityFlags = ["service_binding_extra_handlers"],
      globalOutbound = "out",
      ${name === 'worker-class' ? ROOM.object : ''}
      bindings = [
        (name = "COLLECTOR", text = "${collector.url}"), (name = "SELF", service = "${name}")
        ${name === 'worker-class' ? ROOM.binding : ''}
      ],
    ))`;

const socketOf = (name: Name): string =>
  `(name = "${name}", address = "127.0.0.1:${ports.get(name)}", http = (), service = "${name}")`;

const config = (): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${WORKERS.map(serviceOf).join(', ')}, (name = "out", network = (allow = ["local"]))],
  sockets = [${WORKERS.map(socketOf).join(', ')}],
);`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  collector = await startCollector();
  for (const name of WORKERS) {
    ports.set(name, await freePort());
    await build({
      entryPoints: [here(`${name}.ts`)],
      outfile: join(folder, `${name}.mjs`),
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      target: 'es2022',
      conditions: ['onetrace-source'],
      external: ['node:*', 'cloudflare:*'],
      plugins: [onetrace()],
      logLevel: 'silent',
    });
  }
  writeFileSync(join(folder, 'config.capnp'), config());
  const program = here('../../node_modules/.bin/workerd');
  workerd = spawn(program, ['serve', '--experimental', join(folder, 'config.capnp')], { stdio: 'ignore' });
});
afterAll(async () => {
  workerd.kill('SIGKILL');
  await collector.close();
  rmSync(folder, { recursive: true });
});

/** Asks until the runtime listens. */
async function ask(name: Name, path: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      return await (await fetch(`http://127.0.0.1:${ports.get(name)}${path}`)).text();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const tree = () => {
  const names = new Map(collector.spans.map(({ spanId, name }) => [spanId, name]));
  return collector.spans.map(({ name, parentSpanId }) => `${name} < ${names.get(parentSpanId) ?? ''}`).sort();
};

it('records the first request, and waits for what still runs after its answer', async () => {
  expect(await ask('worker-events', '/stream')).toBe('late');
  await expect.poll(tree, { timeout: 5_000 }).toEqual(['GET < ', 'write < GET']);
});

it('asks a class, and its durable object', async () => {
  collector.clear();
  expect(await ask('worker-class', '/')).toBe('here');
  // What the class was asked, what it asks the object, and what the object was asked.
  await expect
    .poll(tree, { timeout: 5_000 })
    .toEqual(['GET < ', 'GET < GET', 'GET < GET', 'late < GET', 'room < GET']);
});

it.each(WORKERS)('queues and schedules: %s', async (name) => {
  collector.clear();
  expect(await ask(name, '/events')).toBe('done');
  await expect
    .poll(tree, { timeout: 5_000 })
    .toEqual(['GET < ', 'jobs < process jobs', 'process jobs < ', 'scheduled < ', 'tick < scheduled']);
  const { attributes } = collector.spans.find(({ name }) => name === 'process jobs') ?? {};
  expect(attributes).toMatchObject({
    'messaging.system': 'cloudflare_queues',
    'messaging.batch.message_count': name === 'worker-events' ? 2 : 1,
  });
});

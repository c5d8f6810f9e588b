/** One program, built once by the esbuild plugin, in every runtime that runs here. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const bin = (name: string): string =>
  fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const UPSTREAM = '0af7651916cd43dd8448eb211c80319c';

let folder: string;
let collector: Collector;
let next: Server;
let asked: IncomingMessage[] = [];

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function listen(answer: (request: IncomingMessage) => [type: string, body: string]): Promise<Server> {
  const server = createServer((request, response) => {
    asked.push(request);
    const [type, body] = answer(request);
    response.writeHead(200, {
      'content-type': type,
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const bundle = (entry: string, define: Record<string, string> = {}) =>
  build({
    entryPoints: [join(here, entry)],
    outfile: join(folder, entry.replace(/ts$/, 'mjs')),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    conditions: ['onetrace-source'],
    external: ['node:*'],
    define,
    plugins: [onetrace()],
    logLevel: 'silent',
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runtimes-'));
  collector = await startCollector();
  next = await listen(({ url }) => ['text/plain', `ok ${url}`]);
  await bundle('worker.ts');
});

afterAll(async () => {
  await collector.close();
  next.close();
  rmSync(folder, { recursive: true });
});

function workerdConfig(port: number): string {
  const file = join(folder, 'config.capnp');
  const text = (name: string, value: string) => `(name = "${name}", text = "${value}")`;
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "out", network = (allow = ["public", "private", "local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-09-01",
  globalOutbound = "out",
  bindings = [${text('NEXT', urlOf(next))}, ${text('COLLECTOR', collector.url)}],
);`,
  );
  return file;
}

const HOSTS: Readonly<Record<string, (port: number) => [string, ...string[]]>> = {
  node: (port) => [process.execPath, join(here, 'node-host.ts'), join(folder, 'worker.mjs'), String(port)],
  bun: (port) => [bin('bun'), join(here, 'node-host.ts'), join(folder, 'worker.mjs'), String(port)],
  workerd: (port) => [bin('workerd'), 'serve', workerdConfig(port)],
};

async function freePort(): Promise<number> {
  const server = await listen(() => ['text/plain', '']);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks until the runtime listens. */
async function ask(url: string, headers: Record<string, string> = {}): Promise<Response> {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url, { headers });
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

describe.each(Object.keys(HOSTS))('%s', (name) => {
  let child: ChildProcess;
  afterAll(() => {
    child.kill('SIGKILL');
  });

  it('carries one trace through a Worker, across awaits and entered functions', async () => {
    const port = await freePort();
    const [program, ...args] = HOSTS[name]?.(port) ?? [''];
    const env = { ...process.env, NEXT: urlOf(next), COLLECTOR: collector.url };
    child = spawn(program, args, { env, stdio: 'ignore' });
    // The first request configures the Worker: nothing before it could.
    await (await ask(`http://127.0.0.1:${port}/?session=first`)).text();
    const before = collector.spans.length;
    asked = [];
    const response = await ask(`http://127.0.0.1:${port}/?session=abc`, {
      traceparent: `00-${UPSTREAM}-b7ad6b7169203331-01`,
    });
    expect(await response.json()).toMatchObject({
      first: 'ok /first',
      answers: ['ok /second', 'ok /third'],
      wrapped: 'ok /inner',
    });
    expect(asked.map(({ headers }) => [headers.traceparent?.slice(3, 35), headers.baggage])).toEqual(
      Array.from({ length: 4 }, () => [UPSTREAM, 'session.id=abc']),
    );
    await expect.poll(() => collector.spans.length - before, { timeout: 5000 }).toBe(7);
    const spans = collector.spans.slice(before);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const parents = spans.map((span) => {
      const parent = byId.get(span.parentSpanId);
      return `${span.name} ${String(span.attributes['url.full'] ?? '').replace(/^.*\//, '')} < ${parent?.name ?? 'upstream'}`;
    });
    expect(parents.sort()).toEqual([
      'GET  < upstream',
      'GET first < GET',
      'GET inner < inner',
      'GET second < second',
      'GET third < GET',
      'inner  < GET',
      'second  < GET',
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([UPSTREAM]));
    expect(new Set(spans.map(({ attributes }) => attributes['session.id']))).toEqual(new Set(['abc']));
  });
});

// Debian's package `chromium`; .ci/run installs it where it can.
describe.skipIf(CHROMIUM === undefined)('a browser', () => {
  it('follows entered functions, and tells other origins nothing', async () => {
    const other = await listen(() => ['text/plain', 'other']);
    let script = '';
    const page = await listen(({ url }) =>
      url === '/page.mjs'
        ? ['text/javascript', script]
        : ['text/html', '<body><script type="module" src="/page.mjs"></script>'],
    );
    await bundle('page.ts', { OTHER: JSON.stringify(urlOf(other)) });
    script = readFileSync(join(folder, 'page.mjs'), 'utf8');
    asked = [];
    const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ];
    const { stdout } = await promisify(execFile)(
      CHROMIUM as string,
      [...flags, `--user-data-dir=${profile}`, '--virtual-time-budget=30000', '--dump-dom', urlOf(page)],
      { timeout: 60_000 },
    );
    rmSync(profile, { recursive: true, force: true });
    other.close();
    page.close();
    const said = /<body>(.*)<\/body>/s.exec(stdout)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const { carriers, outside } = JSON.parse(said) as { carriers: string[]; outside: string };
    expect(outside).toBe('');
    const [first, second] = carriers.map(
      (carrier) => JSON.parse(carrier) as { traceparent: string; baggage?: string },
    );
    expect(first?.baggage).toBe('session.id=page-session');
    expect(second?.baggage ?? '').toBe('');
    expect(first?.traceparent.slice(3, 35)).not.toBe(second?.traceparent.slice(3, 35));
    const own = asked
      .filter(({ url }) => url === '/own')
      .map(({ headers }) => headers.traceparent?.slice(3, 35));
    expect(new Set(own)).toEqual(new Set([first, second].map((it) => it?.traceparent.slice(3, 35))));
    const foreign = asked.filter(({ url }) => url === '/other');
    expect(foreign).toHaveLength(2);
    expect(foreign.map(({ headers }) => headers.traceparent ?? headers.baggage)).toEqual([
      undefined,
      undefined,
    ]);
  }, 90_000);
});

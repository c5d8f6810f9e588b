/**
 * From a fresh project to its first connected trace, as a new user: `npm install`, `npx onetrace init --yes`, the
 * project's own commands, one request. `node scripts/first-trace.ts [folder ...]`, after `npm run build`; needs a
 * registry for the frameworks themselves. Writes test-fixtures/fresh/log.json.
 *
 * Connected: the answer of the service behind it shows the trace's id, and the spans at the receiver are one trace.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DecodedSpan, startCollector } from '../examples/collector/collector.ts';
import { FRESH, LOG, type LogEntry, readLog } from './first-trace/log.ts';
import { type FreshProject, PROJECTS } from './first-trace/projects.ts';
import { startRegistry } from './first-trace/registry.ts';

const MINUTES = 5;

const outputs = new WeakMap<ChildProcess, string[]>();
const work = mkdtempSync(join(tmpdir(), 'first-trace-'));
const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
const registry = await startRegistry(join(work, 'packed'), upstream);
const collector = await startCollector({ port: 4318 });
const seen: string[] = [];
const downstream = createServer((request, response) => {
  seen.push(String(request.headers.traceparent));
  response.end('42');
});
await new Promise<void>((resolve) => downstream.listen(0, '127.0.0.1', resolve));

const env: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:OTEL_|npm_|NODE_OPTIONS)/.test(name)),
  ),
  npm_config_registry: registry.url,
  npm_config_cache: join(work, 'cache'),
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  DOWNSTREAM: `http://127.0.0.1:${(downstream.address() as AddressInfo).port}/`,
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  CI: '1',
};

const wanted = process.argv.slice(2);
const entries = readLog();
for (const project of PROJECTS.filter(({ folder }) => wanted.length === 0 || wanted.includes(folder))) {
  const entry = await tried(project);
  console.log(`${entry.connected ? '✓' : '✗'} ${entry.title} ${entry.seconds} s`, entry.fault ?? '');
  const at = entries.findIndex((it) => it.project === entry.project);
  entries.splice(at < 0 ? entries.length : at, at < 0 ? 0 : 1, entry);
  writeFileSync(LOG, `${JSON.stringify(entries, null, 2)}\n`);
}
await collector.close();
downstream.close();
registry.close();
rmSync(work, { recursive: true, force: true });
process.exitCode = entries.every(({ connected }) => connected) ? 0 : 1;

async function tried(project: FreshProject): Promise<LogEntry> {
  const { folder, title, commands, path } = project;
  const cwd = join(work, folder);
  cpSync(join(FRESH, folder), cwd, { recursive: true });
  if (project.envFile) writeFileSync(join(cwd, project.envFile), `DOWNSTREAM=${env['DOWNSTREAM']}\n`);
  const port = await freePort();
  const spans = collector.spans.length;
  const requests = seen.length;
  const own = commands.map((it) => it.map((word) => (word === 'PORT' ? String(port) : word)));
  const init = ['npx', '--yes', 'onetrace', 'init', '--yes'];
  let start = 0;
  let initSeconds = 0;
  let fault: string | undefined;
  let server: ChildProcess | undefined;
  try {
    await finished(['npm', 'install'], cwd);
    start = performance.now();
    await finished(init, cwd);
    initSeconds = secondsSince(start);
    for (const command of own.slice(0, -1)) await finished(command, cwd);
    server = started(own.at(-1) ?? [], cwd, port);
    if (path !== undefined) await answered(`http://127.0.0.1:${port}${path}`, server);
    await until(() => connectedTraces(collector.spans.slice(spans), seen.slice(requests)).size > 0, server);
  } catch (error) {
    fault = String((error as Error).message).slice(-1500);
  } finally {
    if (server?.pid && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
  }
  // Whatever else on this machine sends to the usual port is not the project's.
  const traces = connectedTraces(collector.spans.slice(spans), seen.slice(requests));
  const made = collector.spans.slice(spans).filter(({ traceId }) => traces.has(traceId));
  return {
    project: folder,
    title,
    connected: fault === undefined,
    seconds: secondsSince(start),
    initSeconds,
    commands: [init.filter((it) => it !== '--yes').join(' ')],
    own: own.map((it) => (it[0] === 'npm' ? it.slice(0, 3).join(' ') : it.slice(0, 2).join(' '))),
    spans: made.map(({ kind, name }) => `${['', 'INTERNAL', 'SERVER', 'CLIENT'][kind] ?? kind} ${name}`),
    ...(fault !== undefined && { fault }),
  };
}

/** Traces with a server's span and a client's, whose id the service behind was sent. */
function connectedTraces(spans: readonly DecodedSpan[], headers: readonly string[]): Set<string> {
  const connected = headers.flatMap((header) => {
    const [, traceId = '', parent] = header.split('-');
    const trace = spans.filter((span) => span.traceId === traceId);
    const isWhole = trace.some(({ kind }) => kind === 2) && trace.some(({ spanId }) => spanId === parent);
    return isWhole ? [traceId] : [];
  });
  return new Set(connected);
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}

function finished(command: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = started(command, cwd, 0);
    setTimeout(() => {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    }, MINUTES * 60_000).unref();
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command.join(' ')}: ${code}\n${outputOf(child)}`)),
    );
  });
}

function outputOf(child: ChildProcess): string {
  return outputs.get(child)?.join('') ?? '';
}

function started([program = '', ...args]: readonly string[], cwd: string, port: number): ChildProcess {
  const child = spawn(program, args, {
    cwd,
    env: { ...env, PORT: String(port) },
    detached: true,
    // npm waits for an open pipe.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  outputs.set(child, output);
  child.stdout?.on('data', (chunk) => output.push(String(chunk)));
  child.stderr?.on('data', (chunk) => output.push(String(chunk)));
  return child;
}

async function answered(url: string, server: ChildProcess): Promise<void> {
  let status = 0;
  await until(async () => {
    status = (await fetch(url).catch(() => undefined))?.status ?? 0;
    return status > 0;
  }, server);
  if (status !== 200) throw new Error(`${url} answers ${status}\n${outputOf(server)}`);
}

async function until(met: () => boolean | Promise<boolean>, server: ChildProcess): Promise<void> {
  const end = performance.now() + MINUTES * 12_000;
  while (performance.now() < end) {
    if (await met()) return;
    await sleep(100);
  }
  throw new Error(`it did not happen\n${outputOf(server)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { chat, exportOf, testViewer, traceIdOf } from '../viewer.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'command-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const BIN = fileURLToPath(new URL('../bin.ts', import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--no-warnings', '--conditions=onetrace-source', BIN, ...args], {
    cwd: folder,
  });
  running.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, out, err });
    }),
  );
}

const SEND = `
  const body = JSON.stringify(${JSON.stringify(exportOf([{ id: 1, name: 'from the child', attributes: chat({ 'code.file.path': 'a.ts', 'code.line.number': 1 }) }]))});
  fetch(process.env.OTEL_EXPORTER_OTLP_ENDPOINT + '/v1/traces', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then(() => { process.exitCode = 3; });`;

it('starts a command whose traces come here, takes files in before, and ends with its exit code', async () => {
  const file = join(folder, 'in.jsonl');
  writeFileSync(file, `${JSON.stringify(exportOf([{ trace: 2, id: 1, name: 'from a file' }]))}\n`);
  const ran = await run('--port', '0', '--grpc-port', '0', file, '--', process.execPath, '-e', SEND);
  expect(ran).toMatchObject({ code: 3, out: '' });
  expect(ran.err).toMatch(/in\.jsonl: 1 spans\nTraces: {2}http:\/\/localhost:\d+\n/);
  const listed = await run('traces');
  expect(listed.out).toMatch(/app from the child .*gpt-4o {2}100 → 20 tokens/);
  expect(listed.out).toContain('from a file');
  expect(JSON.parse((await run('traces', '--json', '--query', 'file')).out)).toMatchObject([
    { name: 'from a file' },
  ]);
  expect((await run('traces', traceIdOf(1).slice(0, 8))).code).toBe(0);
  expect(JSON.parse((await run('traces', traceIdOf(1), '--json')).out).resourceSpans).toHaveLength(1);
  expect(await run('traces', 'ffffffffffff')).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no trace'),
  });
});

it('is a gate: every site of the build must have run', async () => {
  mkdirSync(join(folder, '.onetrace'), { recursive: true });
  const site = (line: number) => ({
    file: 'a.ts',
    line,
    column: 1,
    kind: 'llm',
    rule: 'openai',
    confidence: 'proven',
    function: 'f',
    facts: {},
  });
  const write = (...lines: number[]) =>
    writeFileSync(
      join(folder, '.onetrace/sites.json'),
      JSON.stringify({ version: 1, sites: lines.map(site), misses: [] }),
    );
  write(1, 2);
  expect(await run('--require-coverage')).toMatchObject({
    code: 1,
    out: 'llm: 1 of 2 ran\n  never: a.ts:2:1  openai\n',
  });
  expect((await run('--require-coverage', 'tool')).code).toBe(0);
  expect((await run('--lcov')).out).toBe('TN:\nSF:a.ts\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n');
  write(1);
  expect((await run('--require-coverage', 'llm')).code).toBe(0);
});

it('meets another viewer on its port, and tells when it is anything else', async () => {
  const other = await testViewer();
  expect(await run('--port', String(other.port))).toMatchObject({
    code: 0,
    err: `A viewer runs already: http://localhost:${other.port}\n`,
  });
  await other.close();
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => response.end('no')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  expect(await run('--port', String(port))).toMatchObject({
    code: 2,
    err: expect.stringContaining('taken by another program. Choose one: onetrace view --port 0'),
  });
  server.close();
});

it.each([
  [['--port', 'x'], '--port takes a number'],
  [['--forward', 'nowhere'], '--forward takes an address'],
  [['--nonsense'], 'Unknown option'],
  [['missing.json', '--port', '0'], 'missing.json'],
])('says what is wrong with %j', async (args, message) => {
  expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});

it('helps', async () => {
  expect((await run('--help')).out).toContain('Usage: onetrace view');
  expect((await run('traces', '--help')).out).toContain('Usage: onetrace traces');
});

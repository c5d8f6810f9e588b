/** What somebody who looks on sees while a program runs, and may ask of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Skeleton } from '../../viewer/store/queries/trace.ts';
import type { TraceRow } from '../../viewer/store/queries/traces.ts';
import { type TestViewer, testViewer } from '../../viewer/viewer.testkit.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const ANSWER = {
  id: 'c1',
  object: 'chat.completion',
  model: 'gpt-4o',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'an answer' } }],
};

let viewer: TestViewer;
let model: Server;
let child: ChildProcess | undefined;
let hangs = false;

beforeEach(async () => {
  hangs = false;
  viewer = await testViewer();
  model = createServer((request, response) => {
    request.resume();
    if (hangs) return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(ANSWER));
  });
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  child?.kill('SIGKILL');
  model.close().closeAllConnections();
  await viewer.close();
});

function start(env: NodeJS.ProcessEnv = {}): void {
  const flags = [
    '--conditions=onetrace-source',
    '--no-warnings',
    '--import',
    fileURLToPath(new URL('../../plugins/node.ts', import.meta.url)),
  ];
  child = spawn(process.execPath, [...flags, `${here}program.ts`], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: '',
      MODEL: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`,
      OTEL_EXPORTER_OTLP_ENDPOINT: viewer.endpoint,
      ...env,
    },
  });
  told = '';
  child.stderr?.on('data', (text) => {
    told += text;
  });
}
let told = '';

interface Found {
  readonly rows: readonly TraceRow[];
}
const withContent = (): Promise<Found> => viewer.read<Found>('traces?limit=200&q=secret');
const ask = (site: string, on: '1' | '0') =>
  fetch(`${viewer.endpoint}/api/capture?site=${encodeURIComponent(site)}&on=${on}`, {
    method: 'POST',
    headers: { origin: viewer.endpoint, 'sec-fetch-site': 'same-origin' },
  });

/** The line of the program's call, as its spans tell it. */
async function siteOfCall(): Promise<string> {
  const { rows } = await viewer.until<Found>('traces', ({ rows }) => rows.length > 0);
  const { site, words } = await viewer.read<Skeleton & { site: number[]; words: string[] }>(
    `trace?trace=${rows.at(-1)?.traceId}`,
  );
  return words[site.find((at) => words[at]?.includes('program.ts')) ?? 0] ?? '';
}

it('records what is said in the next five calls of a line, tells the program so, and then no more', async () => {
  start();
  const site = await siteOfCall();
  expect(site).toMatch(/program\.ts:\d+#ask/);
  expect((await withContent()).rows).toEqual([]);
  expect((await ask(site, '1')).status).toBe(200);
  await viewer.until<Found>('traces?limit=200&q=secret', ({ rows }) => rows.length === 5);
  const { rows } = await viewer.read<Found>('traces?limit=200');
  await viewer.until<Found>(
    'traces?limit=200',
    ({ rows: now }) => now.length > Math.min(199, rows.length + 10),
  );
  expect((await withContent()).rows).toHaveLength(5);
  expect(told).toContain('asks for the contents of the next 5 calls of');
  expect(await viewer.read('status')).toMatchObject({ captures: [site.replace(/#.*/, '')] });
  await ask(site, '0');
  expect(await viewer.read('status')).toMatchObject({ captures: [] });
});

it.each([
  [{ NODE_ENV: 'production' }],
  [{ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false' }],
])('is not heard where the program says no: %j', async (env) => {
  start(env);
  await ask(await siteOfCall(), '1');
  const { rows } = await viewer.read<Found>('traces');
  await viewer.until<Found>('traces?limit=200', ({ rows: now }) => now.length > rows.length + 60);
  expect((await withContent()).rows).toEqual([]);
});

it('shows a call that hangs while it hangs, from the program’s first', async () => {
  hangs = true;
  start({ ONETRACE_LIVE: '1' });
  const { rows } = await viewer.until<Found>('traces', ({ rows }) => (rows[0]?.unfinished ?? 0) > 1);
  const trace = await viewer.read<{ words: string[] }>(`trace?trace=${rows[0]?.traceId}`);
  expect(trace.words).toEqual(expect.arrayContaining(['turn', 'chat gpt-4o']));
});

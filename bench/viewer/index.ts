/** What the viewer costs, beside those of its kind that run here. Linux, since it reads /proc. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildPage } from '../../scripts/build-page.ts';
import { type Report, type Row, round, versions } from '../lib/report.ts';
import type { RunOptions } from '../run.ts';
import { serve } from './process.ts';
import { exportRequest, perTrace } from './spans.ts';
import { treeRows } from './trees.ts';

/** Each start has a port of its own, below those that the system gives to whoever connects. */
let port = 18_346;
const BATCH = 1000;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

interface Contestant {
  readonly name: string;
  readonly args: readonly string[];
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

const VIEWER = here('../../viewer/dist/bin.js');
const bareServer = (): string =>
  `require('node:http').createServer((_, r) => r.end('x')).listen(${port}, '127.0.0.1')`;

const contestants = (folder: string): Contestant[] => [
  { name: 'bare node:http', args: ['-e', bareServer()], path: '/' },
  {
    name: 'onetrace view',
    args: [
      VIEWER,
      '--port',
      `${port}`,
      '--grpc-port',
      '0',
      '--file',
      join(folder, 'start.db'),
      '--project',
      folder,
    ],
    path: '/api/traces',
  },
  {
    name: 'tracelet',
    args: [here('../node_modules/@jnmetacode/tracelet/src/cli.js'), '--port', `${port}`],
    path: '/',
    env: { PORT: `${port}` },
  },
];

export async function run({ rounds, quick }: RunOptions): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-viewer-'));
  try {
    const rows = [
      ...(await startRows(folder, rounds)),
      ...(await storeRows(folder, quick ? 20_000 : 1_000_000)),
      ...treeRows(rounds),
    ];
    const { gzip } = await buildPage();
    rows.push({ what: 'page', 'KB gzip': round(gzip / 1024, 1) });
    return {
      name: 'viewer',
      what: 'The local viewer: start, ingest, lists, long traces',
      rows,
      versions: existsSync(here('../node_modules/@jnmetacode')) ? versions('@jnmetacode/tracelet') : {},
      goals: goalsOf(rows),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startRows(folder: string, rounds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [at, { name, args: first }] of contestants(folder).entries()) {
    if (first[0] !== '-e' && !existsSync(first[0] ?? '')) continue;
    const runs: [number, number][] = [];
    for (let index = 0; index < rounds; index++) {
      port++;
      const { args, path, env } = contestants(folder)[at] as Contestant;
      const served = await serve(args, `http://127.0.0.1:${port}${path}`, env);
      const cpu = served.cpu();
      await sleep(1500);
      runs.push([cpu, served.memory()]);
      await served.stop();
    }
    const least = (at: 0 | 1): number => Math.min(...runs.map((each) => each[at]));
    rows.push({
      what: `start: ${name}`,
      'CPU ms to first answer': round(least(0), 0),
      'MB idle': round(least(1), 0),
    });
  }
  return rows;
}

async function storeRows(folder: string, count: number): Promise<Row[]> {
  port++;
  const file = join(folder, 'ingest.db');
  const url = `http://127.0.0.1:${port}`;
  const served = await serve(
    [
      VIEWER,
      '--port',
      `${port}`,
      '--grpc-port',
      '0',
      '--file',
      file,
      '--max-mb',
      '4000',
      '--project',
      folder,
    ],
    `${url}/api/status`,
  );
  try {
    const before = served.cpu();
    let sent = 0;
    let peak = 0;
    for (let from = 0; from < count; from += 8 * BATCH) {
      const bodies = Array.from({ length: 8 }, (_, index) => exportRequest(from + index * BATCH, BATCH));
      sent += bodies.reduce((sum, { length }) => sum + length, 0);
      await Promise.all(bodies.map((body) => post(url, body)));
      peak = Math.max(peak, served.memory());
    }
    await settled(url, count / perTrace);
    const spent = served.cpu() - before;
    const spans = Math.ceil(count / (8 * BATCH)) * 8 * BATCH;
    const rows: Row[] = [
      {
        what: `ingest with search, ${spans} spans`,
        'µs CPU a span': round((spent * 1000) / spans, 1),
        'spans/s a core': Math.round((spans * 1000) / spent),
        'bytes a span on the wire': Math.round(sent / spans),
        'bytes a span kept': Math.round(sizeOf(file) / spans),
        'MB at most': round(peak, 0),
      },
      { what: `list of ${spans} spans`, ...(await listTimes(url)) },
      { what: 'request to list', 'ms in the median': await arrivalTime(url) },
    ];
    return rows;
  } finally {
    await served.stop();
  }
}

const sizeOf = (file: string): number => statSync(file).size;

async function post(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body,
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`refused: ${answer.status}`);
}

async function settled(url: string, traces: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { total } = (await (await fetch(`${url}/api/summary`)).json()) as { total: number };
    if (total >= traces) return;
    await sleep(200);
  }
  throw new Error('the traces do not come to rest');
}

const QUESTIONS = [
  'traces?limit=100',
  'traces?limit=100&service=service-1',
  'traces?limit=100&status=error',
  'traces?limit=100&user=user-7',
  'traces?limit=100&q=question+4711',
  'traces?limit=100&sort=duration',
];

async function listTimes(url: string): Promise<Row> {
  const times: number[] = [];
  for (let index = 0; index < 120; index++) {
    const start = performance.now();
    await (await fetch(`${url}/api/${QUESTIONS[index % QUESTIONS.length]}`)).arrayBuffer();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { 'p50 ms': round(times[60] ?? 0, 1), 'p95 ms': round(times[114] ?? 0, 1) };
}

/** From the request that brings a trace to the list that has it. */
async function arrivalTime(url: string): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 15; index++) {
    const number = (100_000_000 + index) * perTrace;
    const start = performance.now();
    await post(url, exportRequest(number, perTrace));
    const id = (100_000_001 + index).toString(16).padStart(32, '0');
    for (;;) {
      const { rows } = (await (await fetch(`${url}/api/traces?q=${id}`)).json()) as { rows: unknown[] };
      if (rows.length > 0) break;
      await sleep(5);
    }
    times.push(performance.now() - start);
  }
  return round(times.sort((a, b) => a - b)[7] ?? 0, 0);
}

function goalsOf(rows: readonly Row[]): Report['goals'] {
  const value = (what: string, column: string): number =>
    Number(rows.find((row) => String(row['what']).startsWith(what))?.[column] ?? Number.NaN);
  const below = (goal: string, measured: number, most: number) => ({
    goal,
    measured: String(measured),
    met: measured <= most,
  });
  return [
    below('page <= 60 KB gzip', value('page', 'KB gzip'), 60),
    below('<= 100 ms CPU to first answer', value('start: onetrace', 'CPU ms to first answer'), 100),
    below('<= 70 MB idle', value('start: onetrace', 'MB idle'), 70),
    {
      goal: '>= 40,000 spans/s a core ingested with search',
      measured: String(value('ingest', 'spans/s a core')),
      met: value('ingest', 'spans/s a core') >= 40_000,
    },
    below('list p95 <= 100 ms', value('list', 'p95 ms'), 100),
    below('request to page <= 200 ms', value('request to list', 'ms in the median'), 200),
    below('100,000 rows <= 1 s', value('tree of 100000', 'ms'), 1000),
  ];
}

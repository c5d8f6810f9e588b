/** What goes wrong outside: a process that is killed, a disk that is full, files that are locked or broken. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { exportOf, testViewer, traceIdOf } from '../viewer.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'faults-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const BIN = fileURLToPath(new URL('../bin.ts', import.meta.url));

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
}

/** In a process of its own, which can be killed. `limit`: 1024-byte blocks that a file may have. */
async function start(file: string, limit?: number): Promise<Started> {
  const args = [
    '--no-warnings',
    '--conditions=onetrace-source',
    BIN,
    '--port',
    '0',
    '--grpc-port',
    '0',
    '--file',
    file,
    '--project',
    folder,
  ];
  // What the limit would send is ignored, so that writing fails as on a full disk.
  const child =
    limit === undefined
      ? spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
      : spawn('bash', ['-c', `trap '' XFSZ; ulimit -f ${limit}; exec "$0" "$@"`, process.execPath, ...args], {
          stdio: ['ignore', 'ignore', 'pipe'],
        });
  running.add(child);
  let said = '';
  for await (const part of child.stderr as AsyncIterable<Buffer>) {
    said += part;
    const url = /Traces:\s+(http:\S+)/.exec(said)?.[1];
    if (url !== undefined) {
      child.stderr?.resume();
      return { child, url };
    }
  }
  throw new Error(`it did not start: ${said}`);
}

const post = (url: string, trace: number, text = '') =>
  fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      exportOf([
        { trace, id: 1, attributes: { text } },
        { trace, id: 2, parent: 1 },
      ]),
    ),
  });

it('loses nothing that it acknowledged when it is killed in the middle', { timeout: 60_000 }, async () => {
  const file = join(folder, 'killed.db');
  const acknowledged = new Set<number>();
  let trace = 0;
  for (let round = 0; round < 3; round++) {
    const { child, url } = await start(file);
    const killed = once(child, 'exit');
    const enough = acknowledged.size + 10 + 20 * round;
    const sender = async (): Promise<void> => {
      for (;;) {
        const own = ++trace;
        const answer = await post(url, own).catch(() => undefined);
        if (answer?.status !== 200) return;
        acknowledged.add(own);
        if (acknowledged.size === enough) child.kill('SIGKILL');
      }
    };
    await Promise.all([sender(), sender(), sender(), sender(), killed]);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(90);
  const viewer = await testViewer({ file, project: folder });
  try {
    const { rows } = await viewer.until<{ rows: { traceId: string; spans: number }[] }>(
      'traces?limit=1',
      (it) => it.rows.length > 0,
    );
    expect(rows[0]?.spans).toBe(2);
    const answer = JSON.parse(
      Buffer.from(
        await viewer.store.query('sql', {
          sql: 'SELECT trace_id AS id, count(*) AS spans FROM trace JOIN span ON span.trace = trace.id GROUP BY 1',
          limit: 1000,
        }),
      ).toString(),
    ) as { rows: { id: string; spans: number }[] };
    const kept = new Set(answer.rows.map(({ id, spans }) => `${Number.parseInt(id, 16)} ${spans}`));
    const lost = [...acknowledged]
      .slice(-900)
      .filter((own) => answer.rows.length < 1000 && !kept.has(`${own} 2`));
    expect(lost).toEqual([]);
  } finally {
    await viewer.close();
  }
});

it('tells that the disk is full, refuses for now, and goes on reading', { timeout: 60_000 }, async () => {
  const { child, url } = await start(join(folder, 'full.db'), 1500);
  expect((await post(url, 1)).status).toBe(200);
  let refused: Response | undefined;
  for (let trace = 2; trace < 400 && refused === undefined; trace++) {
    const answer = await post(url, trace, `${trace} ${'x'.repeat(60_000)}`);
    if (answer.status !== 200) refused = answer;
  }
  expect(refused?.status).toBe(429);
  expect(refused?.headers.get('retry-after')).toBe('2');
  const status = (await (await fetch(`${url}/api/status`)).json()) as { notices: string[] };
  expect(status.notices.join(' ')).toMatch(/cannot be kept|failed/);
  const { rows } = (await (await fetch(`${url}/api/traces?q=${traceIdOf(1)}`)).json()) as { rows: unknown[] };
  expect(rows).toHaveLength(1);
  child.kill('SIGKILL');
});

it.each([
  ['is no database', Buffer.from('this was once something else, and is longer than a header')],
  ['is damaged', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8000, 7)])],
])('sets a file aside that %s, and says so', async (reason, contents) => {
  const own = mkdtempSync(join(folder, 'broken-'));
  const file = join(own, 'traces.db');
  writeFileSync(file, contents);
  const viewer = await testViewer({ file });
  try {
    await viewer.send({ id: 1 });
    await viewer.until<{ rows: unknown[] }>('traces', (it) => it.rows.length === 1);
    const { notices } = await viewer.read<{ notices: string[] }>('status');
    expect(notices[0]).toContain(reason);
    expect(readdirSync(own).filter((name) => name.startsWith('traces.db.2'))).toHaveLength(1);
  } finally {
    await viewer.close();
  }
});

it('sets a file aside that another version wrote', async () => {
  const file = join(folder, 'version.db');
  const db = new DatabaseSync(file);
  db.exec('CREATE TABLE x (y); PRAGMA user_version = 999');
  db.close();
  const viewer = await testViewer({ file });
  expect(viewer.store.status().notices[0]).toContain('another version');
  await viewer.close();
});

it('keeps traces for now where the file is locked, and says so; asked for that very file, it says why not', async () => {
  const project = mkdtempSync(join(folder, 'locked-'));
  const first = await testViewer({ project, memory: false });
  await first.close();
  const file = join(project, '.onetrace/traces.db');
  expect(existsSync(file)).toBe(true);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  try {
    await expect(testViewer({ file })).rejects.toThrow(/locked/);
    const viewer = await testViewer({ project, memory: false });
    expect(viewer.store.status().notices[0]).toMatch(/cannot be used .*locked.*until this process ends/);
    await viewer.send({ id: 1 });
    await viewer.until<{ rows: unknown[] }>('traces', (it) => it.rows.length === 1);
    await viewer.close();
  } finally {
    db.close();
  }
});

it('keeps what it has when it is started again, with what it removed counted on', async () => {
  const file = join(folder, 'again.db');
  const first = await testViewer({ file });
  await first.send({ id: 1, name: 'kept' });
  await first.until<{ rows: unknown[] }>('traces', (it) => it.rows.length === 1);
  await first.close();
  const second = await testViewer({ file });
  const { rows } = await second.read<{ rows: { name: string }[] }>('traces');
  expect(rows.map(({ name }) => name)).toEqual(['kept']);
  await second.close();
});

it('answers that it is starting while it is, whoever asks too early', async () => {
  const file = join(folder, 'early.db');
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
  let done = false;
  const statuses: number[] = [];
  const asking = (async () => {
    while (!done) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/traces`).catch(() => undefined);
      if (answer) statuses.push(answer.status);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  const viewer = await testViewer({ file, port });
  await viewer.read('traces');
  done = true;
  await asking;
  await viewer.close();
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
});

/** What section 4.6 of the design promises: nobody but its own page reads, and nothing that comes in runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportOf, type TestViewer, testViewer } from '../viewer.testkit.ts';

let viewer: TestViewer;
beforeAll(async () => {
  viewer = await testViewer({ allowOrigins: ['http://app.example'] });
  await viewer.send({ id: 1 });
});
afterAll(() => viewer.close());

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Not `fetch`, which forbids the very headers that are tried here. */
function ask(
  { method = 'GET', path, headers = {}, body }: Asked,
  port = viewer.port,
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const OTLP = { 'content-type': 'application/json' };
const BODY = JSON.stringify(exportOf([{ id: 7 }]));

it.each(['localhost', '127.0.0.1', '[::1]'])('answers to its own name %s', async (name) => {
  expect((await ask({ path: '/api/traces', headers: { host: `${name}:${viewer.port}` } })).status).toBe(200);
});

it.each([
  'evil.example',
  'localhost.evil.example',
  'localhost',
  '127.0.0.1:1',
  '127.0.0.2',
  'LOCALHOST.:4318',
])('answers nothing to the name %j: DNS rebinding ends here', async (host) => {
  for (const path of ['/', '/api/traces', '/mcp', '/v1/traces'])
    expect(
      (
        await ask({
          path,
          method: path === '/' || path.startsWith('/api') ? 'GET' : 'POST',
          headers: { host },
        })
      ).status,
      path,
    ).toBe(403);
});

it.each([
  [{ origin: 'http://evil.example' }],
  [{ origin: 'null' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ origin: 'http://app.example' }],
])('tells other pages nothing: %j', async (headers) => {
  for (const path of ['/api/traces', '/api/status', '/api/events', '/api/export?trace=1']) {
    const answer = await ask({ path, headers });
    expect(answer.status, path).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  }
  for (const path of ['/mcp', '/api/import', '/api/clear', '/api/open?file=a'])
    expect(
      (await ask({ path, method: 'POST', headers: { ...headers, ...OTLP }, body: '{}' })).status,
      path,
    ).toBe(403);
});

it('takes no spans from other pages, but from those that are named, and these may do nothing else', async () => {
  const post = (headers: Record<string, string>) =>
    ask({ method: 'POST', path: '/v1/traces', headers: { ...OTLP, ...headers }, body: BODY });
  expect((await post({ origin: 'http://evil.example' })).status).toBe(403);
  const allowed = await post({ origin: 'http://app.example', 'sec-fetch-site': 'cross-site' });
  expect(allowed.status).toBe(200);
  expect(allowed.headers['access-control-allow-origin']).toBe('http://app.example');
  const preflight = await ask({
    method: 'OPTIONS',
    path: '/v1/traces',
    headers: { origin: 'http://app.example' },
  });
  expect(preflight.headers['access-control-allow-methods']).toBe('POST');
  expect(
    (await ask({ method: 'OPTIONS', path: '/api/traces', headers: { origin: 'http://app.example' } })).status,
  ).toBe(403);
});

it.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  '',
])('takes no spans as %j, which a form or a request without preflight could send', async (type) => {
  expect(
    (await ask({ method: 'POST', path: '/v1/traces', headers: { 'content-type': type }, body: BODY })).status,
  ).toBe(415);
});

it('sends its policies with every answer', async () => {
  for (const path of ['/', '/api/traces', '/api/none', '/assets/none.js']) {
    const { headers } = await ask({ path });
    expect(headers['content-security-policy'], path).toMatch(
      /default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'; trusted-types 'none'/,
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});

it('refuses what unpacks to more than it may, without unpacking it', async () => {
  const bomb = gzipSync(Buffer.alloc(120 * 1024 * 1024, ' '), { level: 1 });
  expect(bomb.length).toBeLessThan(1_000_000);
  const before = process.memoryUsage().rss;
  const answer = await ask({
    method: 'POST',
    path: '/v1/traces',
    headers: { ...OTLP, 'content-encoding': 'gzip' },
    body: bomb,
  });
  expect(answer.status).toBe(413);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect(
    (
      await ask({
        method: 'POST',
        path: '/v1/traces',
        headers: { ...OTLP, 'content-length': '99999999999' },
      }).catch(() => ({ status: 413 }))
    ).status,
  ).toBe(413);
});

it('cuts off values that are nested without end, and goes on', async () => {
  const deep = '{"arrayValue":{"values":['.repeat(20_000) + ']}}'.repeat(20_000);
  const span = `{"traceId":"${'a'.repeat(32)}","spanId":"${'b'.repeat(16)}","name":"deep","attributes":[{"key":"deep","value":${deep}}]}`;
  const body = `{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`;
  expect((await ask({ method: 'POST', path: '/v1/traces', headers: OTLP, body })).status).toBe(200);
  const kept = await viewer.until<{ attributes: object } | null>(
    `span?trace=${'a'.repeat(32)}&span=${'b'.repeat(16)}`,
    (it) => it !== null,
  );
  expect(JSON.stringify(kept?.attributes)).toContain('nested too deep');
});

it('survives what is no HTTP', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(viewer.port, '127.0.0.1', () => socket.end('\u0000\u0001GET\r\n\r\n'));
    socket
      .on('error', () => {})
      .on('close', () => resolve())
      .resume();
  });
  expect((await ask({ path: '/api/traces' })).status).toBe(200);
});

it('listens on this machine alone', async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((it) => it?.family === 'IPv4' && !it.internal)?.address;
  if (outside === undefined) return expect(viewer.endpoint).toContain('localhost'); // a machine without a network
  await expect(
    new Promise((resolve, reject) =>
      connect(viewer.port, outside).on('connect', resolve).on('error', reject),
    ),
  ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('asks for a token where others can connect: in the address once, then as a cookie that no script reads', async () => {
  const open = await testViewer({ host: '0.0.0.0' });
  try {
    const token = new URL(open.url).searchParams.get('token') ?? '';
    expect(token.length).toBeGreaterThan(20);
    const get = (path: string, headers: Record<string, string> = {}) => ask({ path, headers }, open.port);
    expect((await get('/api/traces')).status).toBe(401);
    expect(
      (await ask({ method: 'POST', path: '/v1/traces', headers: OTLP, body: BODY }, open.port)).status,
    ).toBe(401);
    expect((await get('/api/traces', { authorization: `Bearer ${token}x` })).status).toBe(401);
    expect((await get('/api/traces', { authorization: `Bearer ${token}` })).status).toBe(200);
    const first = await get(`/?token=${token}`);
    expect(first.status).toBe(303);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/; HttpOnly; SameSite=Strict; Path=\/$/),
    ]);
    const [cookie = ''] = String(first.headers['set-cookie']).split(';');
    expect((await get('/api/traces', { cookie })).status).toBe(200);
  } finally {
    await open.close();
  }
});

it('opens no file that no build names, whatever the way is written', async () => {
  for (const file of [
    '/etc/passwd',
    '../../etc/passwd',
    'package.json',
    'C:\\windows\\win.ini',
    '%2fetc%2fpasswd',
    '-c:calc',
  ])
    expect(
      (await ask({ method: 'POST', path: `/api/open?file=${encodeURIComponent(file)}&line=1` })).status,
      file,
    ).toBe(403);
});

it.each([
  'DELETE FROM span',
  'UPDATE trace SET pinned = 1',
  "INSERT INTO word (text) VALUES ('x')",
  'DROP TABLE span',
  "ATTACH DATABASE '/tmp/x.db' AS x",
  'PRAGMA writable_schema = 1',
  "SELECT load_extension('/tmp/x.so')",
  "SELECT writefile('/tmp/x', 'y')",
  'VACUUM INTO "/tmp/x.db"',
])('agents read by SQL and do nothing else: %s', async (sql) => {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'sql', arguments: { sql } } };
  const answer = await ask({ method: 'POST', path: '/mcp', headers: OTLP, body: JSON.stringify(call) });
  expect(JSON.parse(answer.text).result.isError, answer.text).toBe(true);
});

it('gives up a query that takes too long, and goes on answering', { timeout: 60_000 }, async () => {
  const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'sql', arguments: { sql } } };
  const answer = await ask({ method: 'POST', path: '/mcp', headers: OTLP, body: JSON.stringify(call) });
  expect(answer.text).toContain('took longer than');
  expect((await ask({ path: '/api/traces' })).status).toBe(200);
});

it('never writes HTML from text', () => {
  const page = new URL('../page/', import.meta.url);
  const files = (readdirSync(page, { recursive: true }) as string[]).filter((name) => /\.tsx?$/.test(name));
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect(readFileSync(new URL(file, page), 'utf8'), file).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/,
    );
});

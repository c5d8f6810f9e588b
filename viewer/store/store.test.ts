/** What the store promises: everything once, counted once, nobody's session on somebody else, and room kept fairly. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { chat, exportOf, spanIdOf, type TestViewer, testViewer, traceIdOf } from '../viewer.testkit.ts';
import type { TraceRow } from './queries/traces.ts';
import type { TranscriptEntry } from './queries/transcript.ts';
import { openSqlite } from './sqlite/sqlite-store.ts';

let viewer: TestViewer;
beforeEach(async () => {
  viewer = await testViewer();
});
afterEach(() => viewer.close());

interface Traces {
  readonly rows: readonly TraceRow[];
}

const traceOf = async (id: number, enough: (row: TraceRow) => boolean = () => true): Promise<TraceRow> => {
  const { rows } = await viewer.until<Traces>(
    `traces?q=${traceIdOf(id)}`,
    ({ rows: [row] }) => row !== undefined && enough(row),
  );
  return rows[0] as TraceRow;
};

it('counts tokens once: a sum over calls is not a call more', async () => {
  const usage = { 'gen_ai.usage.input_tokens': 300, 'gen_ai.usage.output_tokens': 60 };
  await viewer.send(
    { id: 1, name: 'invoke_agent', attributes: { 'gen_ai.operation.name': 'invoke_agent', ...usage } },
    { id: 2, parent: 1, attributes: chat() },
    {
      id: 3,
      parent: 1,
      name: 'ai.generateText',
      attributes: { ...usage, 'ai.operationId': 'ai.generateText' },
    },
    {
      id: 4,
      parent: 3,
      attributes: chat({ 'gen_ai.usage.input_tokens': 200, 'gen_ai.usage.output_tokens': 40 }),
    },
    {
      id: 5,
      parent: 4,
      name: 'the same call, by the client below',
      attributes: chat({ 'gen_ai.usage.input_tokens': 200, 'gen_ai.usage.output_tokens': 40 }),
    },
  );
  expect(await traceOf(1)).toMatchObject({ input: 300, output: 60, calls: 2 });
  const { rows } = await viewer.read<{ rows: { input: number }[] }>('models');
  expect(rows[0]?.input).toBe(500); // the model's page counts calls as they are
});

it("counts an agent's own sum where no call below it says any", async () => {
  await viewer.send(
    { id: 1, attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 7 } },
    { id: 2, parent: 1 },
  );
  expect(await traceOf(1)).toMatchObject({ input: 7, calls: 1 });
});

it('knows what a call cost: by what it says, else by the table, else not at all', async () => {
  await viewer.send(
    { id: 1, attributes: chat({ 'onetrace.cost.usd': 0.5 }) },
    { trace: 2, id: 1, attributes: chat() },
    { trace: 3, id: 1, attributes: chat({ 'gen_ai.request.model': 'nobody-knows-1' }) },
    {
      trace: 4,
      id: 1,
      attributes: chat({ 'gen_ai.request.model': 'nobody-knows-1', 'gen_ai.usage.cost': { doubleValue: 2 } }),
    },
  );
  expect((await traceOf(1)).cost).toBe(0.5);
  expect((await traceOf(2)).cost).toBeCloseTo(100 * 2.5e-6 + 20 * 10e-6);
  expect((await traceOf(3)).cost).toBeNull();
  expect((await traceOf(4)).cost).toBe(2);
});

it('gives calls the session of the nearest span above, and never one of another branch', async () => {
  await viewer.send(
    { id: 1, name: 'batch' },
    { id: 2, parent: 1, attributes: { 'session.id': 'anna', 'user.id': 'a' } },
    { id: 3, parent: 2 },
    { id: 4, parent: 3, attributes: chat() },
    { id: 5, parent: 1, attributes: { 'session.id': 'ben', 'user.id': 'b' } },
    { id: 6, parent: 5, attributes: chat({ 'gen_ai.usage.input_tokens': 1 }) },
    { id: 7, parent: 1, name: 'nobody’s', attributes: chat({ 'gen_ai.usage.input_tokens': 5 }) },
  );
  await traceOf(1);
  const { rows } = await viewer.read<{ rows: { session: string; input: number; user: string }[] }>(
    'sessions',
  );
  expect(rows.map(({ session, input, user }) => `${session} ${input} ${user}`).sort()).toEqual([
    'anna 100 a',
    'ben 1 b',
  ]);
});

it('gives a whole trace its only session, though just one span names it', async () => {
  await viewer.send(
    { id: 1 },
    { id: 2, parent: 1, attributes: { 'session.id': 's', 'user.id': 'u' } },
    { id: 3, parent: 1, attributes: chat() },
  );
  await traceOf(1);
  const { rows } = await viewer.read<{ rows: object[] }>('sessions');
  expect(rows).toMatchObject([{ session: 's', user: 'u', spans: 3, calls: 1, input: 100, traces: 1 }]);
});

it('sees a session across three services and as many requests', async () => {
  for (const trace of [1, 2])
    await viewer.send(
      { trace, id: 1, service: 'gateway', attributes: { 'session.id': 's' } },
      { trace, id: 2, parent: 1, service: 'retrieval', attributes: { 'session.id': 's' } },
      {
        trace,
        id: 3,
        parent: 1,
        service: 'llm',
        attributes: chat({
          'session.id': 's',
          'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: `question ${trace}` }]),
          'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: `answer ${trace}` }]),
        }),
      },
    );
  await traceOf(2);
  const { turns } = await viewer.until<{ turns: { asked: string; answered: string; trace: TraceRow }[] }>(
    'narrative?session=s',
    (it) => it.turns.length === 2,
  );
  expect(turns.map(({ asked, answered }) => `${asked} / ${answered}`)).toEqual([
    'question 1 / answer 1',
    'question 2 / answer 2',
  ]);
  expect(turns[0]?.trace.services).toEqual(['gateway', 'retrieval', 'llm']);
});

it('keeps a span that comes twice once, and what has ended over what has not', async () => {
  const early = { id: 1, name: 'work', duration: 1, attributes: { 'onetrace.unfinished': true } };
  await viewer.send(early);
  expect(await traceOf(1)).toMatchObject({ spans: 1, unfinished: 1 });
  await viewer.send({ id: 1, name: 'work', duration: 50 });
  expect(await traceOf(1, (row) => row.unfinished === 0)).toMatchObject({ spans: 1, duration: 50_000 });
  await viewer.send(early);
  await viewer.send({ id: 1, name: 'work', duration: 50 }, { id: 2 });
  expect(await traceOf(1, (row) => row.spans === 2)).toMatchObject({ unfinished: 0, duration: 50_000 });
});

it('shows a trace whose root is elsewhere', async () => {
  await viewer.send({ id: 2, parent: 1, name: 'orphan' }, { id: 3, parent: 2 });
  expect(await traceOf(1)).toMatchObject({ rooted: false, name: 'orphan', spans: 2 });
});

it('keeps a history of n turns in n pieces, and gives each span its own whole again', async () => {
  const turn = (index: number) => ({
    role: index % 2 ? 'assistant' : 'user',
    parts: [{ type: 'text', content: `turn ${index} ${'lorem ipsum '.repeat(40)}` }],
  });
  const history = (length: number): string =>
    JSON.stringify(Array.from({ length }, (_, index) => turn(index)));
  for (let length = 1; length <= 30; length++)
    await viewer.send({
      id: length,
      start: length,
      attributes: chat({ 'gen_ai.input.messages': history(length) }),
    });
  await traceOf(1, (row) => row.spans === 30);
  const [count] = await sqlRows('SELECT count(*) AS pieces, sum(length(text)) AS bytes FROM piece');
  expect(count?.['pieces']).toBe(30);
  for (const length of [1, 30]) {
    const { attributes } = await viewer.read<{ attributes: Record<string, unknown> }>(
      `span?trace=${traceIdOf()}&span=${spanIdOf(length)}`,
    );
    expect(attributes['gen_ai.input.messages']).toBe(history(length));
  }
  const { entries } = await viewer.read<{ entries: TranscriptEntry[] }>(`transcript?trace=${traceIdOf()}`);
  const said = entries.flatMap((entry) => (entry.type === 'call' ? entry.asked : []));
  expect(said).toHaveLength(30);
  expect(entries.at(-1)).toMatchObject({ type: 'call', repeated: 29 });
});

async function sqlRows(sql: string): Promise<Record<string, unknown>[]> {
  return (
    JSON.parse(Buffer.from(await viewer.store.query('sql', { sql })).toString()) as {
      rows: Record<string, unknown>[];
    }
  ).rows;
}

it('finds by words in names, addresses, errors, attributes and contents, and by the beginning of a trace id', async () => {
  await viewer.send(
    { trace: 1, id: 1, name: 'POST /refunds', attributes: { 'url.full': 'http://shop.example/refunds/77' } },
    { trace: 2, id: 1, error: 'Überlauf in der Kasse' },
    {
      trace: 3,
      id: 1,
      events: [{ name: 'exception', attributes: { 'exception.message': 'socket hang up' } }],
    },
    {
      trace: 4,
      id: 1,
      attributes: chat({
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', content: `Where is my "parcel"?\nIt was ${'very '.repeat(80)}late` },
        ]),
      }),
    },
  );
  await traceOf(4);
  const found = async (q: string) =>
    (await viewer.read<Traces>(`traces?q=${encodeURIComponent(q)}`)).rows
      .map(({ traceId }) => Number.parseInt(traceId, 16))
      .sort();
  expect(await found('refunds')).toEqual([1]);
  expect(await found('shop example 77')).toEqual([1]);
  expect(await found('uberlauf kas')).toEqual([2]);
  expect(await found('hang up')).toEqual([3]);
  expect(await found('parcel late')).toEqual([4]);
  expect(await found('parcel refunds')).toEqual([]);
  expect(await found(traceIdOf(3))).toEqual([3]);
  for (const odd of ['"', '*', 'NEAR(a b)', "' OR 1=1 --", 'a AND', '\u0000', '^', '-']) await found(odd);
});

it('searches within a trace over names and values, contents too', async () => {
  await viewer.send(
    { id: 1, name: 'root' },
    { id: 2, parent: 1, attributes: { 'tool.args': '{"city":"Berlin"}' } },
    {
      id: 3,
      parent: 1,
      attributes: chat({
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', content: `berlin ${'x'.repeat(300)}` },
          { role: 'user', content: 'y' },
        ]),
      }),
    },
    { id: 4, parent: 1, name: 'Oberlin' },
  );
  await traceOf(1);
  const { spans } = await viewer.read<{ spans: string[] }>(`find?trace=${traceIdOf()}&q=berlin`);
  expect(spans).toEqual([2, 3, 4].map(spanIdOf));
});

it('filters by service, user, model, status, kind and attributes, and tells which there are', async () => {
  await viewer.send(
    { trace: 1, id: 1, service: 'a', attributes: { 'user.id': 'u1', 'shop.city': 'Rome' } },
    { trace: 2, id: 1, service: 'a' },
    { trace: 2, id: 2, parent: 1, service: 'b', error: 'no', attributes: chat({ 'shop.city': 'Bonn' }) },
  );
  await traceOf(2);
  const ids = async (search: string) =>
    (await viewer.read<Traces>(`traces?${search}`)).rows
      .map(({ traceId }) => Number.parseInt(traceId, 16))
      .sort();
  expect(await ids('service=b')).toEqual([2]);
  expect(await ids('service=a')).toEqual([1, 2]);
  expect(await ids('user=u1')).toEqual([1]);
  expect(await ids('model=gpt-4o')).toEqual([2]);
  expect(await ids('status=error')).toEqual([2]);
  expect(await ids('kind=ai')).toEqual([2]);
  expect(await ids('attr=shop.city=Rome')).toEqual([1]);
  expect(await ids('attr=shop.city')).toEqual([1, 2]);
  expect(await ids('attr=service.name=b')).toEqual([2]);
  expect(await ids('attr=shop.city=Bonn&attr=gen_ai.usage.input_tokens=100')).toEqual([2]);
  expect(await ids("attr=x'y=1&service=o'neill")).toEqual([]);
  expect(await viewer.read('values?key=shop.city')).toEqual([
    { value: expect.any(String), count: 1 },
    { value: expect.any(String), count: 1 },
  ]);
  expect(await viewer.read('values?text=bonn')).toEqual([{ key: 'shop.city', value: 'Bonn', count: 1 }]);
  expect(await viewer.read('summary?service=b')).toMatchObject({
    traces: 1,
    failed: 1,
    total: 2,
    p50: 10_000,
  });
});

it('draws who calls whom, and what answers with no span of its own', async () => {
  await viewer.send(
    { id: 1, service: 'gateway', kind: 2 },
    { id: 2, parent: 1, service: 'gateway', kind: 3, attributes: { 'server.address': 'llm' } },
    { id: 3, parent: 2, service: 'llm', kind: 2, error: 'no' },
    { id: 4, parent: 3, service: 'llm', kind: 3, attributes: chat() },
    {
      id: 5,
      parent: 1,
      service: 'gateway',
      kind: 3,
      attributes: { 'server.address': 'api.example', 'server.port': 443 },
    },
  );
  await traceOf(1);
  const map = await viewer.read<{ nodes: { id: string }[]; edges: { from: string; to: string }[] }>('map');
  expect(map.nodes.map(({ id }) => id).sort()).toEqual([
    'host api.example',
    'model gpt-4o',
    'service gateway',
    'service llm',
  ]);
  expect(map.edges.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual([
    'service gateway > host api.example',
    'service gateway > service llm',
    'service llm > model gpt-4o',
  ]);
});

it('pins and clears', async () => {
  await viewer.send({ trace: 1, id: 1 }, { trace: 2, id: 1 });
  await traceOf(2);
  await fetch(`${viewer.endpoint}/api/pin?trace=${traceIdOf(1)}&pinned=1`, { method: 'POST' });
  await fetch(`${viewer.endpoint}/api/clear`, { method: 'POST' });
  const { rows } = await viewer.until<Traces>('traces', (it) => it.rows[0]?.pinned === true);
  expect(rows.map(({ traceId }) => traceId)).toEqual([traceIdOf(1)]);
});

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes room by bytes: the noisy service loses, the quiet one and what is pinned stay', {
  timeout: 60_000,
}, async () => {
  const limit = 3 * 1024 * 1024;
  const store = await openSqlite({
    path: join(folder, 'room.db'),
    limits: { bytes: limit, age: 1e15 },
    volatile: true,
  });
  const send = (...spans: Parameters<typeof exportOf>[0][number][]) =>
    store.ingest(new Uint8Array(Buffer.from(JSON.stringify(exportOf(spans)))), 'json');
  await send({ trace: 1, id: 1, service: 'quiet' }, { trace: 2, id: 1, service: 'noisy' });
  await store.pin(traceIdOf(2), true);
  for (let batch = 0; batch < 40; batch++)
    await send(
      ...Array.from({ length: 250 }, (_, index) => ({
        trace: 100 + batch * 250 + index,
        id: 1,
        service: 'noisy',
        attributes: { text: `${batch} ${index} ${'abc '.repeat(100)}` },
      })),
    );
  const deadline = Date.now() + 30_000;
  while ((store.status().evicted === 0 || store.status().bytes > limit) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const kept = async (name: string) =>
    (
      JSON.parse(
        Buffer.from(await store.query('traces', { service: name, sort: '-start', limit: 1 })).toString(),
      ) as Traces
    ).rows;
  expect(store.status().evicted).toBeGreaterThan(1000);
  expect(store.status().bytes).toBeLessThan(limit * 1.1);
  expect(await kept('quiet')).toHaveLength(1);
  expect(await kept('noisy')).toMatchObject([{ traceId: traceIdOf(2), pinned: true }]);
  await store.close();
});

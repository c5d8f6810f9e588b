/**
 * The same API over a real ClickHouse engine: `chdb` (npm, 546 MB) behind a thin HTTP front. Too large for CI:
 *
 *   npm install --prefix /tmp/chdb chdb@3.4.0
 *   CHDB=/tmp/chdb/node_modules/chdb npx vitest run viewer/store/clickhouse
 */
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanIdOf, type TestViewer, testViewer, traceIdOf } from '../../viewer.testkit.ts';
import type { TraceRow } from '../queries/traces.ts';
import { rowSpan } from './row-span.ts';

const CHDB = process.env['CHDB'];

interface Session {
  query(sql: string, format?: string): string;
}

/** The table as the Collector's exporter makes it (contrib, exporter/clickhouseexporter), without codecs, indexes and TTL. */
const TABLE = `CREATE TABLE otel_traces (
  Timestamp DateTime64(9), TraceId String, SpanId String, ParentSpanId String, TraceState String,
  SpanName LowCardinality(String), SpanKind LowCardinality(String), ServiceName LowCardinality(String),
  ResourceAttributes Map(LowCardinality(String), String), ScopeName String, ScopeVersion String,
  SpanAttributes Map(LowCardinality(String), String), Duration UInt64, StatusCode LowCardinality(String), StatusMessage String,
  Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)),
  Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String))
) ENGINE = MergeTree PARTITION BY toDate(Timestamp) ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))`;

describe.skipIf(CHDB === undefined)(
  `ClickHouse${CHDB === undefined ? ' (skipped: CHDB does not name the package chdb, 546 MB)' : ''}`,
  () => {
    let server: Server;
    let viewer: TestViewer;

    beforeAll(async () => {
      const { Session: Engine } = createRequire(import.meta.url)(CHDB as string) as {
        Session: new () => Session;
      };
      const session = new Engine();
      session.query('CREATE DATABASE otel');
      session.query('USE otel');
      session.query(TABLE);
      for (const trace of [1, 2]) session.query(rowsOf(trace));
      server = createServer(async (request, response) => {
        let sql = '';
        for await (const part of request) sql += part;
        try {
          for (const [key, value] of new URL(request.url ?? '', 'http://x').searchParams)
            if (key.startsWith('param_')) session.query(`SET ${key} = '${value.replace(/[\\']/g, '\\$&')}'`);
          session.query('SET output_format_json_quote_64bit_integers = 0');
          response.end(session.query(sql, 'JSONEachRow'));
        } catch (error) {
          response.writeHead(400).end((error as Error).message);
        }
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      viewer = await testViewer({
        clickhouse: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?database=otel`,
      });
    });
    afterAll(async () => {
      await viewer?.close();
      server?.close();
    });

    const rowsOf = (trace: number): string => {
      const row = (
        id: number,
        parent: number | '',
        name: string,
        kind: string,
        service: string,
        attributes: string,
        status = 'Unset',
      ) =>
        `(toDateTime64('2026-11-27 10:00:0${trace}.12345678${id}', 9), '${traceIdOf(trace)}', '${spanIdOf(id)}', '${parent === '' ? '' : spanIdOf(parent)}', '', '${name}', '${kind}', '${service}', map('host.name','h'), 'lib', '1', map(${attributes}), ${id * 1_000_000}, '${status}', '', [toDateTime64('2026-11-27 10:00:01', 9)], ['said'], [map('a','b')], [], [], [], [])`;
      return `INSERT INTO otel_traces VALUES ${[
        row(
          1,
          '',
          'POST /ask',
          'Server',
          'gateway',
          `'session.id','s-${trace}','user.id','anna','http.response.status_code','200'`,
        ),
        row(
          2,
          1,
          'invoke_agent',
          'Internal',
          'llm',
          `'gen_ai.operation.name','invoke_agent','gen_ai.usage.input_tokens','100'`,
        ),
        row(
          3,
          2,
          'chat gpt-4o',
          'SPAN_KIND_CLIENT',
          'llm',
          `'gen_ai.operation.name','chat','gen_ai.request.model','gpt-4o','gen_ai.usage.input_tokens','100','gen_ai.usage.output_tokens','20','gen_ai.input.messages','[{"role":"user","parts":[{"type":"text","content":"where is it\\'s parcel"}]}]'`,
          trace === 2 ? 'Error' : 'Unset',
        ),
      ].join(', ')}`;
    };

    it('lists, filters and searches', async () => {
      const ids = async (search: string) =>
        (await viewer.read<{ rows: TraceRow[] }>(`traces?${search}`)).rows.map(({ traceId }) =>
          Number.parseInt(traceId, 16),
        );
      expect(await ids('')).toEqual([2, 1]);
      expect(await ids('status=error')).toEqual([2]);
      expect(await ids('session=s-1')).toEqual([1]);
      expect(await ids('service=llm&model=gpt-4o')).toEqual([2, 1]);
      expect(await ids('attr=http.response.status_code=200&attr=host.name=h')).toEqual([2, 1]);
      expect(await ids("q=it's%20parcel")).toEqual([2, 1]);
      expect(await ids('q=nothing')).toEqual([]);
      expect(await ids(`q=${traceIdOf(1)}`)).toEqual([1]);
      expect(await ids("session=x'%20OR%201=1")).toEqual([]);
      const { rows } = await viewer.read<{ rows: TraceRow[] }>('traces?limit=1');
      expect(rows[0]).toMatchObject({
        name: 'POST /ask',
        service: 'gateway',
        services: ['gateway', 'llm'],
        spans: 3,
        errors: 1,
        session: 's-2',
        user: 'anna',
        input: 100,
        output: 20,
        calls: 1,
      });
    });

    it('shows a trace, its spans and its transcript as the other engine does', async () => {
      const trace = await viewer.read<{ spanId: string[]; kind: number[] }>(`trace?trace=${traceIdOf(1)}`);
      expect(trace).toMatchObject({
        spanId: [1, 2, 3].map(spanIdOf),
        kind: [2, 1, 3],
        duration: [1000, 2000, 3000],
      });
      const span = await viewer.read(`span?trace=${traceIdOf(1)}&span=${spanIdOf(3)}`);
      expect(span).toMatchObject({
        attributes: { 'gen_ai.usage.input_tokens': 100 },
        events: [{ name: 'said', attributes: { a: 'b' } }],
        resource: { attributes: { 'host.name': 'h', 'service.name': 'llm' } },
      });
      const { entries } = await viewer.read<{ entries: object[] }>(`transcript?trace=${traceIdOf(1)}`);
      expect(entries).toMatchObject([
        { type: 'hop' },
        { type: 'call', asked: [{ role: 'user', parts: [{ text: "where is it's parcel" }] }] },
      ]);
    });

    it('adds up sessions, users and models in ClickHouse, each call once', async () => {
      const { rows: sessions } = await viewer.read<{ rows: object[] }>('sessions');
      expect(sessions).toMatchObject([{ session: 's-2' }, { session: 's-1', user: 'anna', traces: 1 }]);
      const { rows: users } = await viewer.read<{ rows: object[] }>('users');
      expect(users).toMatchObject([{ user: 'anna', sessions: 2, traces: 2 }]);
      const { rows: models } = await viewer.read<{ rows: object[] }>('models');
      expect(models).toMatchObject([{ model: 'gpt-4o', calls: 2, errors: 1, input: 200, output: 40 }]);
      expect(await viewer.read('summary')).toMatchObject({ traces: 2, failed: 1, input: 200 });
      expect(await viewer.read('map')).toMatchObject({
        nodes: expect.arrayContaining([expect.objectContaining({ id: 'model gpt-4o' })]),
      });
    });

    it('takes no spans, and says where they go', async () => {
      const answer = await viewer.send({ id: 1 });
      expect([answer.status, await answer.text()]).toEqual([
        503,
        expect.stringContaining('send spans to the collector'),
      ]);
    });
  },
);

it('reads a row of either version of the exporter', () => {
  const row = {
    nanos: '1795800000123456789',
    TraceId: 'a'.repeat(32),
    SpanId: 'b'.repeat(16),
    ParentSpanId: '',
    SpanKind: 'SPAN_KIND_SERVER',
    StatusCode: 'STATUS_CODE_ERROR',
    Duration: 5,
    SpanAttributes: { 'gen_ai.usage.input_tokens': '7', other: '7' },
    ResourceAttributes: {},
    ServiceName: 's',
  };
  expect(rowSpan(row)).toMatchObject({
    kind: 2,
    status: 2,
    start: 1_795_800_000_123_456,
    startNanos: 789,
    attributes: { 'gen_ai.usage.input_tokens': 7, other: '7' },
  });
  expect(rowSpan({ ...row, SpanKind: 'Server', StatusCode: 'Error' })).toMatchObject({ kind: 2, status: 2 });
});

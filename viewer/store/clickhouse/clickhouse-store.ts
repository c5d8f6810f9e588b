/**
 * Reads what the OpenTelemetry Collector's ClickHouse exporter writes. ClickHouse finds the traces and adds up what
 * is large; a trace itself, and a page of the list, are put into SQLite in memory, so that every question about them
 * is the very one of the other engine.
 */
import { DatabaseSync } from 'node:sqlite';
import { RollUp } from '../facts/roll-up.ts';
import { QUERIES } from '../queries/index.ts';
import { countParam, type Params, textParam } from '../queries/query.ts';
import { TABLES } from '../sqlite/schema.ts';
import { SpanWriter } from '../sqlite/span-writer.ts';
import { IngestError, type IngestResult, type Store, type StoreStatus, type TraceChange } from '../store.ts';
import { type ClickhouseClient, clickhouseAt } from './clickhouse-client.ts';
import {
  clickhouseFilter,
  FAILED,
  IS_CALL,
  MODEL,
  SESSION,
  TOKENS_IN,
  TOKENS_OUT,
  USER,
} from './clickhouse-filter.ts';
import { rowSpan, SPAN_COLUMNS } from './row-span.ts';

const EVERY = 3000;
/** Traces that are looked at where a question is about all of them. */
const SAMPLE = 300;

/** About one trace: its spans are loaded, and asked as ever. */
const OF_TRACE: ReadonlySet<string> = new Set(['trace', 'span', 'find', 'transcript']);

export class ClickhouseStore implements Store {
  readonly #client: ClickhouseClient;
  readonly #place: string;
  readonly #timer: NodeJS.Timeout;
  readonly #listeners = new Set<(changes: readonly TraceChange[]) => void>();
  #newest = '';
  #problem = '';

  constructor(url: string) {
    this.#client = clickhouseAt(url);
    this.#place = new URL(url).host;
    this.#timer = setInterval(() => void this.#look(), EVERY);
    this.#timer.unref();
  }

  ingest(): Promise<IngestResult> {
    return Promise.reject(
      new IngestError(
        'failed',
        'this viewer reads from ClickHouse: send spans to the collector that writes there',
      ),
    );
  }

  async query(name: string, params: Params): Promise<Uint8Array> {
    const answer = await this.#answer(name, params);
    return new TextEncoder().encode(JSON.stringify(answer ?? null));
  }

  async pin(): Promise<void> {
    throw new Error('ClickHouse keeps traces by the TTL of its tables');
  }

  clear(): Promise<void> {
    return this.pin();
  }

  status(): StoreStatus {
    const notices = this.#problem === '' ? [] : [this.#problem];
    return { engine: 'clickhouse', place: this.#place, bytes: 0, limit: 0, evicted: 0, notices };
  }

  onChange(listener: (changes: readonly TraceChange[]) => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      const [row] = await this.#client.select(
        'SELECT toString(max(Timestamp)) AS newest FROM otel_traces WHERE Timestamp > now() - INTERVAL 1 HOUR',
      );
      this.#problem = '';
      const newest = String(row?.['newest'] ?? '');
      if (newest === this.#newest) return;
      this.#newest = newest;
      for (const listener of this.#listeners) listener([]);
    } catch (error) {
      this.#problem = (error as Error).message;
    }
  }

  async #answer(name: string, params: Params): Promise<unknown> {
    if (name === 'sql') throw new Error('SQL goes to ClickHouse itself');
    if (OF_TRACE.has(name) || (name === 'map' && textParam(params, 'trace') !== ''))
      return this.#ask(name, params, [textParam(params, 'trace')]);
    if (name === 'export') return this.#ask(name, params, [params['traces']].flat().map(String));
    if (name === 'traces') return this.#list(params);
    if (name === 'summary') return this.#summary(params);
    if (name === 'sessions' || name === 'users')
      return this.#groups(name === 'sessions' ? 'session' : 'user', params);
    if (name === 'models') return this.#models();
    if (name === 'services')
      return this.#client.select(
        'SELECT ServiceName AS service, uniq(TraceId) AS traces FROM otel_traces WHERE Timestamp > now() - INTERVAL 1 DAY GROUP BY 1 ORDER BY 2 DESC LIMIT 100',
      );
    const filter = name === 'narrative' ? { session: params['session'], limit: 200 } : { limit: SAMPLE };
    return this.#ask(name, params, await this.#find(filter));
  }

  async #list(params: Params): Promise<unknown> {
    const limit = countParam(params, 'limit', 100, 500);
    const ids = await this.#find(params);
    const { rows } = (await this.#ask('traces', { limit, sort: params['sort'] }, ids.slice(0, limit))) as {
      rows: unknown[];
    };
    return { rows, more: ids.length > limit };
  }

  /** The newest traces that match, one more than asked for. */
  async #find(params: Params): Promise<string[]> {
    const { having, params: values } = clickhouseFilter(params);
    const rows = await this.#client.select(
      `SELECT TraceId, min(Timestamp) AS start FROM otel_traces GROUP BY TraceId
       ${having.length > 0 ? `HAVING ${having.join(' AND ')}` : ''} ORDER BY start DESC LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
      values,
    );
    return rows.map(({ TraceId }) => String(TraceId));
  }

  /** Loads traces and asks as the other engine would. */
  async #ask(name: string, params: Params, traces: readonly string[]): Promise<unknown> {
    const query = QUERIES[name];
    if (query === undefined) throw new Error(`there is no question "${name}"`);
    const ids = traces.filter((id) => /^[\da-f]{32}$/.test(id));
    const db = new DatabaseSync(':memory:');
    try {
      db.exec(TABLES);
      if (ids.length > 0) await this.#load(db, ids);
      return query(db, params);
    } finally {
      db.close();
    }
  }

  async #load(db: DatabaseSync, ids: readonly string[]): Promise<void> {
    const rows = await this.#client.select(
      `SELECT ${SPAN_COLUMNS} FROM otel_traces WHERE TraceId IN splitByChar(',', {ids:String})`,
      { ids: ids.join(',') },
    );
    const writer = new SpanWriter(db);
    db.exec('BEGIN');
    for (const row of rows) writer.write(rowSpan(row));
    new RollUp(db).run(ids.length + 1);
    db.exec('COMMIT');
  }

  async #summary(params: Params): Promise<unknown> {
    const { having, params: values } = clickhouseFilter(params);
    const where = having.length > 0 ? `HAVING ${having.join(' AND ')}` : '';
    const traces = `SELECT TraceId, toUnixTimestamp64Micro(toDateTime64(min(Timestamp), 6)) AS start,
      max(toUnixTimestamp64Nano(Timestamp) + Duration) / 1000 - start AS duration, max(${FAILED}) AS failed,
      sum(${TOKENS_IN}) AS input, sum(${TOKENS_OUT}) AS output FROM otel_traces GROUP BY TraceId ${where} ORDER BY start DESC LIMIT 20000`;
    const [row] = await this.#client.select(
      `SELECT count() AS traces, sum(failed) AS failed, quantile(0.5)(duration) AS p50, quantile(0.95)(duration) AS p95, quantile(0.99)(duration) AS p99,
        sum(input) AS input, sum(output) AS output, min(start) AS first, max(start) AS last FROM (${traces})`,
      values,
    );
    const { traces: total = 0 } = row ?? {};
    return { ...row, total, cost: null, capped: total === 20_000, bars: [], barWidth: 1 };
  }

  async #groups(key: 'session' | 'user', params: Params): Promise<unknown> {
    const [own, other, name] = key === 'session' ? [SESSION, USER, 'user'] : [USER, SESSION, 'session'];
    const only = textParam(params, key);
    const rows = await this.#client.select(
      `SELECT ${own} AS ${key}, anyIf(${other}, ${other} != '') AS ${name}, uniqIf(${other}, ${other} != '') AS ${name}s, uniq(TraceId) AS traces,
        count() AS spans, countIf(${MODEL} != '' AND ${IS_CALL}) AS calls, sum(${TOKENS_IN}) AS input, sum(${TOKENS_OUT}) AS output,
        sum(toFloat64OrZero(SpanAttributes['onetrace.cost.usd'])) AS cost, countIf(${FAILED}) AS errors,
        toUnixTimestamp64Micro(toDateTime64(min(Timestamp), 6)) AS first, toUnixTimestamp64Micro(toDateTime64(max(Timestamp), 6)) AS last,
        sumIf(Duration, ParentSpanId = '') / 1000 AS busy, quantileIf(0.95)(Duration / 1000, ParentSpanId = '') AS p95
       FROM otel_traces WHERE ${own} != '' ${only === '' ? '' : `AND ${own} = {only:String}`} GROUP BY 1 ORDER BY last DESC LIMIT 200`,
      { only },
    );
    return { rows };
  }

  async #models(): Promise<unknown> {
    const rows = await this.#client.select(
      `SELECT ${MODEL} AS model, any(SpanAttributes['gen_ai.provider.name']) AS provider, any(SpanAttributes['gen_ai.operation.name']) AS operation,
        count() AS calls, uniq(TraceId) AS traces, countIf(${FAILED}) AS errors, sum(${TOKENS_IN}) AS input, sum(${TOKENS_OUT}) AS output,
        sum(toUInt64OrZero(SpanAttributes['gen_ai.usage.cache_read.input_tokens'])) AS cached,
        sum(toFloat64OrZero(SpanAttributes['onetrace.cost.usd'])) AS cost, quantile(0.5)(Duration / 1000) AS p50, quantile(0.95)(Duration / 1000) AS p95,
        nullIf(quantile(0.5)(toFloat64OrZero(SpanAttributes['gen_ai.response.time_to_first_chunk']) * 1000), 0) AS firstChunk, NULL AS firstChunk95,
        output * 1e9 / sum(Duration) AS perSecond, toUnixTimestamp64Micro(toDateTime64(max(Timestamp), 6)) AS last
       FROM otel_traces WHERE ${MODEL} != '' AND ${IS_CALL} GROUP BY model ORDER BY calls DESC LIMIT 200`,
    );
    return { rows };
  }
}

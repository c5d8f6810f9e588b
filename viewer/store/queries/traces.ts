import type { DatabaseSync } from 'node:sqlite';
import { countParam, type Params, textParam, wordOf } from './query.ts';
import { filterTraces } from './trace-filter.ts';

/** A line of the list. Times are microseconds. */
export interface TraceRow {
  readonly traceId: string;
  readonly start: number;
  readonly duration: number;
  readonly name: string;
  readonly service: string;
  readonly services: readonly string[];
  readonly spans: number;
  readonly errors: number;
  readonly unfinished: number;
  /** False: its root has not come, or never will. */
  readonly rooted: boolean;
  readonly session: string | null;
  readonly user: string | null;
  readonly model: string | null;
  readonly calls: number;
  readonly input: number | null;
  readonly output: number | null;
  readonly cost: number | null;
  readonly pinned: boolean;
}

const ORDERS: Readonly<Record<string, string>> = {
  start: 't.start',
  duration: 't.duration',
  spans: 't.spans',
  errors: 't.errors',
  tokens: 'coalesce(t.input, 0) + coalesce(t.output, 0)',
  cost: 'coalesce(t.cost, 0)',
};

export const TRACE_COLUMNS: string = `t.trace_id AS traceId, t.start, t.duration, ${wordOf('t.name')} AS name, ${wordOf('t.service')} AS service,
  t.services, t.spans, t.errors, t.unfinished, t.rooted, ${wordOf('t.session')} AS session, ${wordOf('t.user')} AS user,
  ${wordOf('t.model')} AS model, t.calls, t.input, t.output, t.cost, t.pinned`;

/** `{ rows, more }`: a page of the list, in the order of `sort`, newest first unless said otherwise. */
export function listTraces(db: DatabaseSync, params: Params): { rows: TraceRow[]; more: boolean } {
  const { where, values } = filterTraces(params);
  const limit = countParam(params, 'limit', 100, 500);
  const sort = textParam(params, 'sort');
  const order = ORDERS[sort.replace(/^-/, '')] ?? 't.start';
  const direction = sort.startsWith('-') ? 'ASC' : 'DESC';
  // Which ones first, then what they say: a sort over all traces must not look up words of all.
  const rows = db
    .prepare(
      `WITH page AS (SELECT t.id, ${order} AS place FROM trace t WHERE ${where}
         ORDER BY place ${direction}, t.id DESC LIMIT ? OFFSET ?)
       SELECT ${TRACE_COLUMNS} FROM page JOIN trace t ON t.id = page.id ORDER BY page.place ${direction}, t.id DESC`,
    )
    .all(...values, limit + 1, countParam(params, 'offset', 0, 1e7));
  return { rows: rows.slice(0, limit).map((row) => traceRow(db, row)), more: rows.length > limit };
}

export function traceRow(db: DatabaseSync, row: Record<string, unknown>): TraceRow {
  const ids = String(row['services'] ?? '')
    .split(',')
    .filter(Boolean);
  return {
    ...(row as unknown as TraceRow),
    services: ids.length === 1 ? [String(row['service'])] : wordsOf(db, ids),
    rooted: row['rooted'] === 1,
    pinned: row['pinned'] === 1,
  };
}

function wordsOf(db: DatabaseSync, ids: readonly string[]): string[] {
  const rows = db
    .prepare('SELECT w.text FROM json_each(?) j JOIN word w ON w.id = j.value ORDER BY j.key')
    .all(JSON.stringify(ids.map(Number))) as { text: string }[];
  return rows.map(({ text }) => text);
}

/** Traces that a summary looks at, the newest. */
const SUMMED = 20_000;
const BARS = 48;

/** Counts, percentiles and a histogram over time of what a filter leaves. */
export function summarizeTraces(db: DatabaseSync, params: Params): unknown {
  const { where, values } = filterTraces(params);
  const rows = `SELECT t.start, t.duration, t.errors, t.input, t.output, t.cost FROM trace t WHERE ${where} ORDER BY t.start DESC LIMIT ${SUMMED}`;
  const summary = db
    .prepare(
      `SELECT count(*) AS traces, coalesce(sum(errors > 0), 0) AS failed, percentile(duration, 50) AS p50, percentile(duration, 95) AS p95,
        percentile(duration, 99) AS p99, sum(input) AS input, sum(output) AS output, sum(cost) AS cost, min(start) AS first, max(start) AS last
       FROM (${rows})`,
    )
    .get(...values) as Record<string, number | null>;
  const first = summary['first'] ?? 0;
  const width = Math.max(1, Math.ceil(((summary['last'] ?? 0) - first + 1) / BARS));
  const bars = db
    .prepare(
      `SELECT (start - ?) / ? AS bar, count(*) AS count, sum(errors > 0) AS failed FROM (${rows}) GROUP BY 1 ORDER BY 1`,
    )
    .all(first, width, ...values);
  const { total } = db.prepare('SELECT count(*) AS total FROM trace WHERE spans > 0').get() as {
    total: number;
  };
  return { ...summary, total, capped: summary['traces'] === SUMMED, bars, barWidth: width };
}

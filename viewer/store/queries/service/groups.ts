/** Sessions, users and models: what a group of traces or calls comes to. */
import type { DatabaseSync } from 'node:sqlite';
import { countParam, type Params, textParam, wordOf } from '../query.ts';

const GROUP = `count(DISTINCT p.trace) AS traces, sum(p.spans) AS spans, sum(p.calls) AS calls, sum(p.input) AS input,
  sum(p.output) AS output, sum(p.cost) AS cost, sum(p.errors) AS errors, min(t.start) AS first,
  max(t.start + t.duration) AS last, sum(t.duration) AS busy, percentile(t.duration, 95) AS p95`;

const OTHER = { session: 'user', user: 'session' } as const;

/** Of each session: one of its users and how many; of each user: how many sessions. */
const grouped =
  (key: 'session' | 'user') =>
  (db: DatabaseSync, params: Params): unknown => {
    const only = textParam(params, key);
    const other = OTHER[key];
    const where = only === '' ? `p.${key} IS NOT NULL` : `p.${key} = (SELECT id FROM word WHERE text = ?)`;
    const rows = db
      .prepare(
        `SELECT g.*, ${wordOf('g.own')} AS ${key}, ${wordOf('g.one')} AS ${other} FROM (
           SELECT p.${key} AS own, max(p.${other}) AS one, count(DISTINCT p.${other}) AS ${other}s, ${GROUP}
           FROM part p JOIN trace t ON t.id = p.trace WHERE ${where} GROUP BY p.${key}) g
         ORDER BY g.last DESC LIMIT ?`,
      )
      .all(...(only === '' ? [] : [only]), countParam(params, 'limit', 200, 1000));
    return { rows };
  };

export const listSessions: (db: DatabaseSync, params: Params) => unknown = grouped('session');
export const listUsers: (db: DatabaseSync, params: Params) => unknown = grouped('user');

/** Calls that are looked at, the newest. */
const CALLS = 50_000;

/** Durations and first chunks in milliseconds or microseconds as their columns have them: `p50` in microseconds. */
export function listModels(db: DatabaseSync): unknown {
  const rows = db
    .prepare(
      `SELECT g.*, ${wordOf('g.id')} AS model, ${wordOf('g.by')} AS provider, ${wordOf('g.doing')} AS operation FROM (
         SELECT model AS id, max(provider) AS by, max(operation) AS doing, count(*) AS calls, count(DISTINCT trace) AS traces,
           sum(status = 2) AS errors, sum(input) AS input, sum(output) AS output, sum(cached) AS cached, sum(cost) AS cost,
           percentile(duration / 1000.0, 50) AS p50, percentile(duration / 1000.0, 95) AS p95,
           percentile(first_chunk, 50) AS firstChunk, percentile(first_chunk, 95) AS firstChunk95,
           sum(output) * 1e9 / nullif(sum(CASE WHEN output IS NOT NULL THEN duration END), 0) AS perSecond, max(start) AS last
         FROM (SELECT * FROM span WHERE usage = 1 AND model IS NOT NULL ORDER BY id DESC LIMIT ${CALLS})
         GROUP BY model) g
       ORDER BY calls DESC`,
    )
    .all();
  return { rows };
}

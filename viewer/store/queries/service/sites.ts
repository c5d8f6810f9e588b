/** What ran where: spans by their place in the source. */
import type { DatabaseSync } from 'node:sqlite';
import { countParam, type Params, wordOf } from '../query.ts';

export interface SiteUse {
  /** `file:line#function`, or a request's name. */
  readonly site: string;
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  /** Microseconds since 1970, and microseconds. */
  readonly last: number;
  readonly p50: number;
  readonly p95: number;
  readonly tokens: number;
  readonly cost: number | null;
  readonly traceId: string;
}

/** Spans that are looked at, the newest. */
const LOOKED_AT = 200_000;
const SERVER = 2;
const LATEST = Number.MAX_SAFE_INTEGER;

/** By place; and requests that came in by their name (`POST /ask`), whose spans do not tell the place of their handler. */
/** `from` and `to`, where given: microseconds since 1970. */
export function listSiteUses(db: DatabaseSync, params: Params): { sites: SiteUse[]; routes: SiteUse[] } {
  const [from, to] = [countParam(params, 'from', 0, LATEST), countParam(params, 'to', LATEST, LATEST)];
  const within = `start >= ${from} AND start < ${to}`;
  return {
    sites: usesBy(db, 'site', `site IS NOT NULL AND ${within}`),
    routes: usesBy(db, 'name', `kind = ${SERVER} AND site IS NULL AND ${within}`),
  };
}

function usesBy(db: DatabaseSync, key: 'site' | 'name', where: string): SiteUse[] {
  return db
    .prepare(
      `SELECT ${wordOf('g.place')} AS site, ${wordOf('g.named')} AS name, (SELECT trace_id FROM trace WHERE id = g.newest) AS traceId,
        calls, errors, last, p50, p95, tokens, cost FROM (
         SELECT ${key} AS place, max(name) AS named, max(trace) AS newest, count(*) AS calls, sum(status = 2) AS errors, max(start) AS last,
           percentile(duration / 1000.0, 50) AS p50, percentile(duration / 1000.0, 95) AS p95,
           sum(coalesce(input, 0) + coalesce(output, 0)) AS tokens, sum(cost) AS cost
         FROM (SELECT * FROM span WHERE ${where} ORDER BY id DESC LIMIT ${LOOKED_AT}) GROUP BY ${key}) g`,
    )
    .all() as unknown as SiteUse[];
}

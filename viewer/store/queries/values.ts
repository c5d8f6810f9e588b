/** Which attributes there are, and which values they have: what a filter offers. */
import type { DatabaseSync } from 'node:sqlite';
import { type Params, textParam, wordOf } from './query.ts';
import { attributePath } from './trace-filter.ts';

/** Spans that are looked at, the newest. */
const LOOKED_AT = 4000;

/** `{ key }`: its values, the most frequent first. Without: the keys. `{ text }`: which attributes hold it. */
export function discoverValues(db: DatabaseSync, params: Params): unknown {
  const key = textParam(params, 'key');
  const text = textParam(params, 'text');
  const newest = `SELECT id, json FROM body ORDER BY id DESC LIMIT ${LOOKED_AT}`;
  if (text !== '')
    return db
      .prepare(
        `SELECT j.key, j.atom AS value, count(*) AS count FROM (${newest}) b, json_each(b.json, '$.a') j
         WHERE j.atom IS NOT NULL AND instr(lower(CAST(j.atom AS TEXT)), lower(?)) > 0 AND length(j.atom) < 200
         GROUP BY 1, 2 ORDER BY count DESC LIMIT 30`,
      )
      .all(text);
  if (key === '')
    return db
      .prepare(
        `SELECT j.key, count(*) AS count, count(DISTINCT j.atom) AS "values" FROM (${newest}) b, json_each(b.json, '$.a') j
         GROUP BY 1 ORDER BY count DESC LIMIT 200`,
      )
      .all();
  return db
    .prepare(
      `SELECT b.json ->> ? AS value, count(*) AS count FROM (${newest}) b WHERE b.json ->> ? IS NOT NULL GROUP BY 1 ORDER BY count DESC LIMIT 50`,
    )
    .all(attributePath('a', key), attributePath('a', key));
}

/** Services, names, models, sessions and users that begin with, or hold, a text. */
export function listServices(db: DatabaseSync): unknown {
  return db
    .prepare(
      `SELECT ${wordOf('service')} AS service, count(*) AS traces FROM (SELECT service FROM trace WHERE spans > 0 ORDER BY start DESC LIMIT 20000) GROUP BY service ORDER BY 2 DESC LIMIT 100`,
    )
    .all();
}

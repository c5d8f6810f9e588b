/** A list's filter as SQL over `trace AS t`. */
import { matchAll } from '../facts/search-text.ts';
import { countParam, listParam, type Params, textParam } from './query.ts';

export interface Condition {
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/** Matches of a search that are looked at, the newest first. */
const MATCHES = 20_000;

export function filterTraces(params: Params): Condition {
  const parts = [
    { where: 't.spans > 0', values: [] },
    ...wordFilters(params),
    ...statusFilters(params),
    ...listParam(params, 'attr').map(attributeFilter),
    ...searchFilters(textParam(params, 'q')),
  ];
  return {
    where: parts.map(({ where }) => where).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}

function wordFilters(params: Params): Condition[] {
  const id = '(SELECT id FROM word WHERE text = ?)';
  const found: Condition[] = [];
  const add = (key: string, where: string): void => {
    const value = textParam(params, key);
    if (value !== '') found.push({ where, values: [value] });
  };
  add('service', `instr(',' || t.services || ',', ',' || ${id} || ',') > 0`);
  add('name', `t.name = ${id}`);
  add('session', `t.id IN (SELECT trace FROM part WHERE session = ${id})`);
  add('user', `t.id IN (SELECT trace FROM part WHERE user = ${id})`);
  add('model', `t.id IN (SELECT trace FROM span WHERE model = ${id} AND usage = 1)`);
  add('site', `t.id IN (SELECT trace FROM span WHERE site = ${id})`);
  return found;
}

function statusFilters(params: Params): Condition[] {
  const found: Condition[] = [];
  const status = textParam(params, 'status');
  if (status === 'error') found.push({ where: 't.errors > 0', values: [] });
  if (status === 'ok') found.push({ where: 't.errors = 0', values: [] });
  if (status === 'running') found.push({ where: 't.unfinished > 0', values: [] });
  if (textParam(params, 'kind') === 'ai') found.push({ where: 't.calls > 0', values: [] });
  const slower = countParam(params, 'slower', 0, 1e9);
  if (slower > 0) found.push({ where: 't.duration >= ?', values: [slower * 1000] });
  return found;
}

/** `key=value` of any span; `key` alone: any value. Asked of a trace only when all else holds, newest first. */
function attributeFilter(text: string): Condition {
  const at = text.indexOf('=');
  const key = at < 0 ? text : text.slice(0, at);
  const has = at < 0 ? 'IS NOT NULL' : '= ?';
  return {
    where: `EXISTS (SELECT 1 FROM span s JOIN body b ON b.id = s.id LEFT JOIN origin o ON o.id = b.json ->> '$.o'
      WHERE s.trace = t.id AND coalesce(CAST(b.json ->> ? AS TEXT), CAST(o.json ->> ? AS TEXT)) ${has})`,
    values: [
      attributePath('a', key),
      attributePath('resource.attributes', key),
      ...(at < 0 ? [] : [text.slice(at + 1)]),
    ],
  };
}

export const attributePath = (where: string, key: string): string =>
  `$.${where}."${key.replace(/["\\]/g, '')}"`;

function searchFilters(query: string): Condition[] {
  const trimmed = query.trim();
  if (/^[\da-f]{8,32}$/i.test(trimmed))
    return [{ where: 't.trace_id GLOB ?', values: [`${trimmed.toLowerCase()}*`] }];
  const match = matchAll(trimmed);
  if (match === '') return [];
  return [
    {
      where: `t.id IN (
        SELECT trace FROM span WHERE id IN (SELECT rowid FROM span_text WHERE span_text MATCH ? ORDER BY rowid DESC LIMIT ${MATCHES})
        UNION SELECT trace FROM piece_use WHERE piece IN (SELECT rowid FROM piece_text WHERE piece_text MATCH ? ORDER BY rowid DESC LIMIT ${MATCHES}))`,
      values: [match, match],
    },
  ];
}

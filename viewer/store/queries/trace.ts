import type { DatabaseSync } from 'node:sqlite';
import { countParam, type Params, textParam } from './query.ts';
import { TRACE_COLUMNS, type TraceRow, traceRow } from './traces.ts';

/**
 * A trace without its attributes, as columns: entry `i` of each is of span `i`, in the order of their start.
 * Words are indexes into `words`, -1 for none.
 */
export interface Skeleton {
  readonly trace: TraceRow;
  readonly words: readonly string[];
  readonly spanId: readonly string[];
  readonly parentId: readonly string[];
  readonly service: readonly number[];
  readonly name: readonly number[];
  readonly kind: readonly number[];
  /** Microseconds since the trace's start. */
  readonly start: readonly number[];
  /** Microseconds. */
  readonly duration: readonly number[];
  readonly status: readonly number[];
  readonly unfinished: readonly number[];
  readonly operation: readonly number[];
  readonly model: readonly number[];
  readonly usage: readonly number[];
  readonly input: readonly (number | null)[];
  readonly output: readonly (number | null)[];
  readonly cost: readonly (number | null)[];
  readonly firstChunk: readonly (number | null)[];
  readonly site: readonly number[];
  /** Spans that are not in this answer. */
  readonly left: number;
}

const MOST = 200_000;
const WORDS = ['service', 'name', 'operation', 'model', 'site'] as const;
const NUMBERS = ['kind', 'status', 'unfinished', 'usage', 'input', 'output', 'cost'] as const;

export function findTrace(db: DatabaseSync, traceId: string): { id: number; row: TraceRow } | undefined {
  const row = db.prepare(`SELECT t.id, ${TRACE_COLUMNS} FROM trace t WHERE t.trace_id = ?`).get(traceId);
  if (row === undefined) return undefined;
  const { id, ...rest } = row;
  return { id: Number(id), row: traceRow(db, rest) };
}

/** `limit`: of spans, for a reader that wants little. */
export function readSkeleton(db: DatabaseSync, params: Params): Skeleton | null {
  const found = findTrace(db, textParam(params, 'trace'));
  if (found === undefined) return null;
  return columnsOf(db, found, countParam(params, 'limit', MOST, MOST));
}

function columnsOf(db: DatabaseSync, { id, row }: { id: number; row: TraceRow }, limit: number): Skeleton {
  const columns: Record<string, unknown[]> = {};
  for (const key of ['spanId', 'parentId', 'start', 'duration', 'firstChunk', ...WORDS, ...NUMBERS])
    columns[key] = [];
  const put = (key: string, value: unknown): void => {
    columns[key]?.push(value);
  };
  const places = new Map<number, number>();
  const placeOf = (word: number | null): number => {
    if (word === null) return -1;
    let place = places.get(word);
    if (place === undefined) {
      place = places.size;
      places.set(word, place);
    }
    return place;
  };
  const statement = db.prepare(
    `SELECT span_id, parent_id, service, name, kind, start, duration, status, unfinished, operation, model, usage, input, output,
      cost, first_chunk, site FROM span WHERE trace = ? ORDER BY start, nanos, id LIMIT ?`,
  );
  let first: number | undefined;
  for (const span of statement.iterate(id, limit) as Iterable<Record<string, number | null>>) {
    first ??= Number(span['start']);
    put('spanId', span['span_id']);
    put('parentId', span['parent_id']);
    put('start', Number(span['start']) - first);
    put('duration', Math.round(Number(span['duration']) / 10) / 100);
    put('firstChunk', span['first_chunk']);
    for (const key of WORDS) put(key, placeOf(span[key] ?? null));
    for (const key of NUMBERS) put(key, span[key]);
  }
  const find = db.prepare('SELECT text FROM word WHERE id = ?');
  const words = [...places.keys()].map((word) => String(find.get(word)?.['text'] ?? ''));
  const count = columns['spanId']?.length ?? 0;
  return { trace: row, words, ...columns, left: Math.max(0, row.spans - count) } as unknown as Skeleton;
}

/**
 * Removes whole traces until the store fits into its bytes: the oldest of the service that holds most, so that a
 * noisy service does not push out the others. What is pinned stays.
 */
import type { DatabaseSync } from 'node:sqlite';

export interface RetentionLimits {
  readonly bytes: number;
  /** Milliseconds. */
  readonly age: number;
}

/** So much of the limit is freed at once. */
const SHARE = 0.06;
const AT_ONCE = 500;

/** Bytes in use, without the pages that are free. */
export function usedBytes(db: DatabaseSync): number {
  const pragma = (name: string): number =>
    Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}

/** How many traces were removed, each call in one transaction of its own. */
export function evictTraces(db: DatabaseSync, { bytes, age }: RetentionLimits, now: number): number {
  const old = db
    .prepare('SELECT id FROM trace WHERE pinned = 0 AND dirty = 0 AND start < ? ORDER BY start LIMIT ?')
    .all((now - age) * 1000, AT_ONCE) as { id: number }[];
  const used = usedBytes(db);
  const surplus = used > bytes ? victimsOf(db, used - bytes + bytes * SHARE) : [];
  const victims = [...new Set([...old, ...surplus].map(({ id }) => id))];
  if (victims.length === 0) return 0;
  db.exec('BEGIN IMMEDIATE');
  try {
    removeTraces(db, victims);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
  db.exec('PRAGMA incremental_vacuum(2000)');
  return victims.length;
}

/** The oldest of the service that holds most by the store's own count. */
function victimsOf(db: DatabaseSync, wanted: number): { id: number }[] {
  const most = db
    .prepare('SELECT service FROM trace WHERE pinned = 0 GROUP BY service ORDER BY sum(bytes) DESC LIMIT 1')
    .get() as { service: number | null } | undefined;
  if (most === undefined) return [];
  const oldest = db
    .prepare('SELECT id, bytes FROM trace WHERE pinned = 0 AND service IS ? ORDER BY start LIMIT ?')
    .all(most.service, AT_ONCE) as { id: number; bytes: number }[];
  let freed = 0;
  const enough = oldest.findIndex(({ bytes }) => {
    freed += bytes;
    return freed >= wanted;
  });
  return enough < 0 ? oldest : oldest.slice(0, enough + 1);
}

/** Within the transaction of the caller. */
export function removeTraces(db: DatabaseSync, ids: readonly number[]): void {
  const list = JSON.stringify(ids);
  const spans = 'SELECT id FROM span WHERE trace IN (SELECT value FROM json_each(?))';
  db.prepare(`DELETE FROM span_text WHERE rowid IN (${spans})`).run(list);
  db.prepare(`DELETE FROM body WHERE id IN (${spans})`).run(list);
  const pieces = db
    .prepare('SELECT DISTINCT piece FROM piece_use WHERE trace IN (SELECT value FROM json_each(?))')
    .all(list) as { piece: number }[];
  for (const table of ['span', 'part', 'piece_use'])
    db.prepare(`DELETE FROM ${table} WHERE trace IN (SELECT value FROM json_each(?))`).run(list);
  const unused = `SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM piece_use WHERE piece = value)`;
  const candidates = JSON.stringify(pieces.map(({ piece }) => piece));
  db.prepare(`DELETE FROM piece_text WHERE rowid IN (${unused})`).run(candidates);
  db.prepare(`DELETE FROM piece WHERE id IN (${unused})`).run(candidates);
  db.prepare('DELETE FROM trace WHERE id IN (SELECT value FROM json_each(?))').run(list);
}

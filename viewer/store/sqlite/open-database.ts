import { closeSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { PRAGMAS, TABLES, VERSION } from './schema.ts';

export interface OpenedDatabase {
  readonly db: DatabaseSync;
  /** What a person should know of how it went; '' for nothing. */
  readonly notice: string;
}

/** Milliseconds that somebody else's lock is waited for. */
const PATIENCE = 2000;

/**
 * Opens what is there or makes it. A file that is no database, is broken or of another version is set aside,
 * never overwritten. Throws where it cannot be written, or is locked.
 */
export function openDatabase(path: string): OpenedDatabase {
  const reason = unusable(path);
  return reason === '' ? { db: prepareDatabase(path), notice: '' } : replaceDatabase(path, reason);
}

/** Sets the file aside and begins a new one. */
export function replaceDatabase(path: string, reason: string): OpenedDatabase {
  const aside = `${path}.${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(path, aside);
  for (const more of ['-wal', '-shm']) rmSync(path + more, { force: true });
  return {
    db: prepareDatabase(path),
    notice: `${path} ${reason}: it is kept as ${aside}, and a new one begins`,
  };
}

function prepareDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: PATIENCE });
  try {
    db.exec(PRAGMAS);
    db.exec(TABLES);
    db.exec(`PRAGMA user_version = ${VERSION}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Why an existing file cannot be gone on with; '' for a good one, or none. */
function unusable(path: string): string {
  const header = readHeader(path);
  if (header === undefined || header.length === 0) return '';
  if (!header.toString('latin1').startsWith('SQLite format 3\0')) return 'is no database';
  const db = new DatabaseSync(path, { timeout: PATIENCE });
  try {
    const version = Object.values(db.prepare('PRAGMA user_version').get() ?? {})[0];
    if (version !== 0 && version !== VERSION) return `is of another version (${version}, not ${VERSION})`;
    // Not all of it: a check of every page takes seconds. Damage that shows later is met when it shows.
    if (version !== 0)
      db.prepare(
        'SELECT (SELECT max(id) FROM trace), (SELECT max(id) FROM span), (SELECT max(id) FROM body)',
      ).all();
    return '';
  } catch (error) {
    if (/locked|busy/i.test((error as Error).message)) throw error;
    return 'is damaged';
  } finally {
    db.close();
  }
}

function readHeader(path: string): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined; // there is none yet, or it cannot be read: opening says which
  }
  const header = Buffer.alloc(16);
  const length = readSync(file, header, 0, 16, 0);
  closeSync(file);
  return header.subarray(0, length);
}

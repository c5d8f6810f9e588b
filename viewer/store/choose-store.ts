import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openSqlite, type SqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

export interface StoreChoice {
  readonly project: string;
  readonly file?: string | undefined;
  readonly memory?: boolean | undefined;
  readonly maxBytes?: number | undefined;
  readonly maxAge?: number | undefined;
  readonly clickhouse?: string | undefined;
}

const MAX_BYTES = 256 * 1024 * 1024;
const MAX_AGE = 7 * 24 * 3_600_000;

/** Rejects where `file` was asked for and cannot be had. */
export async function chooseStore(choice: StoreChoice): Promise<Store> {
  const { project, file, memory = false, maxBytes = MAX_BYTES, maxAge = MAX_AGE, clickhouse } = choice;
  if (clickhouse !== undefined) {
    const { ClickhouseStore } = await import('./clickhouse/clickhouse-store.ts');
    return new ClickhouseStore(clickhouse);
  }
  const limits = { bytes: maxBytes, age: maxAge };
  if (memory) return openTemporary(limits);
  const path = file === undefined ? ownFile(project) : resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    return await openSqlite({ path, limits, volatile: false });
  } catch (error) {
    if (file !== undefined) throw error;
    const store = await openTemporary(limits);
    store.notify(
      `${path} cannot be used (${(error as Error).message}): traces are kept until this process ends`,
    );
    return store;
  }
}

/** A file that git does not see. */
function ownFile(project: string): string {
  const folder = join(project, '.onetrace');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch {
    // It is there already, or cannot be written: opening the store says so.
  }
  return join(folder, 'traces.db');
}

/** One listener for all of them: what is left when the process ends goes with it. */
const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function openTemporary(limits: { bytes: number; age: number }): Promise<SqliteStore> {
  const folder = mkdtempSync(join(tmpdir(), 'onetrace-view-'));
  folders.add(folder);
  return openSqlite({ path: join(folder, 'traces.db'), limits, volatile: true });
}

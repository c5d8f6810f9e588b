/** SQL for agents and the curious: read only, by a list of what may be done, few rows, little text. */
import { constants, type DatabaseSync } from 'node:sqlite';
import { countParam, type Params, textParam } from './query.ts';

const ROWS = 200;
const CELL = 2000;
const ALLOWED: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
]);
const FORBIDDEN_FUNCTIONS = /^(?:load_extension|fts3_tokenizer|writefile|readfile|edit)$/i;

/** Time is limited by the thread's end, see reader.ts. */
export function runSql(db: DatabaseSync, params: Params): unknown {
  db.setAuthorizer((action, first, second) =>
    ALLOWED.has(action) &&
    !(action === constants.SQLITE_FUNCTION && FORBIDDEN_FUNCTIONS.test(second ?? first ?? ''))
      ? constants.SQLITE_OK
      : constants.SQLITE_DENY,
  );
  try {
    const limit = countParam(params, 'limit', ROWS, 1000);
    const rows: Record<string, unknown>[] = [];
    for (const row of db.prepare(textParam(params, 'sql')).iterate()) {
      if (rows.length === limit) return { rows, more: true };
      rows.push(Object.fromEntries(Object.entries(row).map(([key, value]) => [key, shortened(value)])));
    }
    return { rows, more: false };
  } finally {
    db.setAuthorizer(null);
  }
}

function shortened(value: unknown): unknown {
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  return typeof value === 'string' && value.length > CELL ? `${value.slice(0, CELL)}…` : value;
}

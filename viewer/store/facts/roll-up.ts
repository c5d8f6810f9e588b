/**
 * Makes `trace` and `part` again for traces that changed. Always from the spans themselves, so that one sent twice
 * or out of order changes nothing; a trace of 100,000 spans that still grows is not made again for every batch,
 * since the thread spends a fifth of its time on this at most.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { addKnown, type Part, partsOfTrace, type TreeNode } from './usage-totals.ts';

export interface RolledUp {
  readonly traceId: string;
  readonly version: number;
}

interface Outline {
  readonly start: number;
  readonly end: number;
  readonly spans: number;
  readonly errors: number;
  readonly unfinished: number;
  readonly bytes: number;
}

interface Root {
  readonly name: number;
  readonly service: number;
  readonly parent_id: string;
}

export class RollUp {
  readonly #statements: Record<keyof typeof SQL, StatementSync>;

  constructor(db: DatabaseSync) {
    this.#statements = Object.fromEntries(
      Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)]),
    ) as Record<keyof typeof SQL, StatementSync>;
  }

  /** At most `limit` traces that changed, within the transaction of the caller. */
  run(limit: number): RolledUp[] {
    const dirty = this.#statements.dirty.all(limit) as { id: number; trace_id: string; version: number }[];
    return dirty.map(({ id, trace_id, version }) => {
      this.#update(id);
      return { traceId: trace_id, version: version + 1 };
    });
  }

  #update(id: number): void {
    const of = this.#statements;
    const outline = of.outline.get(id) as unknown as Outline;
    if (outline.spans === 0) return void of.remove.run(id);
    const root = of.root.get(id) as unknown as Root;
    const services = (of.services.all(id) as { service: number }[]).map(({ service }) => service);
    const { model = null } = (of.model.get(id) ?? {}) as { model?: number };
    const parts = this.#replaceParts(id, outline);
    const total = (key: 'input' | 'output' | 'cost') =>
      parts.reduce((sum: number | null, part) => addKnown(sum, part[key]), null);
    of.update.run(
      outline.start,
      outline.end - outline.start,
      outline.spans,
      outline.errors,
      outline.unfinished,
      root.parent_id === '' ? 1 : 0,
      root.name,
      root.service,
      services.join(','),
      parts.find(({ session }) => session !== null)?.session ?? null,
      parts.find(({ user }) => user !== null)?.user ?? null,
      model,
      parts.reduce((sum, { calls }) => sum + calls, 0),
      total('input'),
      total('output'),
      total('cost'),
      outline.bytes,
      id,
    );
  }

  #replaceParts(id: number, outline: Outline): Part[] {
    const of = this.#statements;
    of.clearParts.run(id);
    const parts = this.#simplePart(id, outline) ?? partsOfTrace(of.nodes.all(id) as unknown as TreeNode[]);
    for (const { session, user, spans, calls, input, output, cost, errors } of parts)
      of.addPart.run(id, session, user, spans, calls, input, output, cost, errors);
    return parts;
  }

  /** One session, one user, one call of a model at most: no need to read the spans. */
  #simplePart(id: number, { spans, errors }: Outline): Part[] | undefined {
    const whose = this.#statements.whose.get(id) as {
      sessions: number;
      users: number;
      session: number | null;
      user: number | null;
    };
    if (whose.sessions > 1 || whose.users > 1) return undefined;
    const used = this.#statements.used.all(id) as {
      input: number | null;
      output: number | null;
      cost: number | null;
    }[];
    if (used.length > 1) return undefined;
    const { session, user } = whose;
    const { input = null, output = null, cost = null } = used[0] ?? {};
    return [{ session, user, spans, errors, calls: used.length, input, output, cost }];
  }
}

const SQL = {
  dirty: 'SELECT id, trace_id, version FROM trace WHERE dirty = 1 LIMIT ?',
  outline: `SELECT min(start) AS start, max(start + duration / 1000) AS end, count(*) AS spans,
    coalesce(sum(status = 2), 0) AS errors, coalesce(sum(unfinished), 0) AS unfinished, sum(bytes) AS bytes
    FROM span WHERE trace = ?`,
  root: "SELECT name, service, parent_id FROM span WHERE trace = ? ORDER BY parent_id <> '', start LIMIT 1",
  services: 'SELECT service FROM span WHERE trace = ? GROUP BY service ORDER BY min(start) LIMIT 32',
  model: `SELECT model FROM span INDEXED BY span_usage WHERE trace = ? AND usage > 0 AND model IS NOT NULL
    ORDER BY usage, start LIMIT 1`,
  whose: `SELECT count(DISTINCT session) AS sessions, count(DISTINCT user) AS users, max(session) AS session, max(user) AS user
    FROM span WHERE trace = ?`,
  used: 'SELECT input, output, cost FROM span INDEXED BY span_usage WHERE trace = ? AND usage > 0 LIMIT 2',
  nodes:
    'SELECT span_id, parent_id, session, user, usage, status = 2 AS error, input, output, cost FROM span WHERE trace = ?',
  clearParts: 'DELETE FROM part WHERE trace = ?',
  addPart:
    'INSERT INTO part (trace, session, user, spans, calls, input, output, cost, errors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  remove: 'DELETE FROM trace WHERE id = ?',
  update: `UPDATE trace SET dirty = 0, version = version + 1, start = ?, duration = ?, spans = ?, errors = ?, unfinished = ?,
    rooted = ?, name = ?, service = ?, services = ?, session = ?, user = ?, model = ?, calls = ?, input = ?, output = ?,
    cost = ?, bytes = ? WHERE id = ?`,
};

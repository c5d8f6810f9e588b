import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ReceivedScope, ReceivedSpan } from '../../otlp/received-span.ts';
import { Pieces } from '../facts/pieces.ts';
import { searchText } from '../facts/search-text.ts';
import { factsOf } from '../facts/span-facts.ts';
import { Words } from '../facts/words.ts';

/** Of a span's row, its indexes and its words for search, about. */
const ROW_BYTES = 260;
const TRACES_KEPT = 20_000;
/** One resource and scope is shared by a batch; only odd programs have many. */
const ORIGINS_KEPT = 1000;

/** Writes spans within the transaction of its caller. */
export class SpanWriter {
  readonly #words: Words;
  readonly #pieces: Pieces;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #traces = new Map<string, number>();
  readonly #originIds = new Map<string, number>();
  #scopeOrigins = new WeakMap<ReceivedScope, number>();
  /** Traces that changed since this was last cleared, by id. */
  readonly touched: Set<number> = new Set();

  constructor(db: DatabaseSync) {
    this.#words = new Words(db);
    this.#pieces = new Pieces(db);
    this.#statements = prepareStatements(db);
  }

  /** A span that was sent before is replaced, unless it has ended and this one has not. */
  write(span: ReceivedSpan): void {
    const trace = this.#traceOf(span.traceId);
    this.touched.add(trace);
    const facts = factsOf(span);
    const words = this.#words;
    const text = searchText(span);
    const body = this.#bodyOf(span, trace);
    const service = span.resource.attributes['service.name'];
    const row = [
      trace,
      span.spanId,
      span.parentId,
      words.idOf(typeof service === 'string' ? service : 'unknown'),
      words.idOf(span.name),
      span.kind,
      span.start,
      span.startNanos,
      span.duration,
      span.status,
      facts.unfinished ? 1 : 0,
      words.idOrNull(facts.operation),
      words.idOrNull(facts.provider),
      words.idOrNull(facts.model),
      facts.usage,
      facts.inputTokens,
      facts.outputTokens,
      facts.cachedTokens,
      facts.cost,
      facts.firstChunk,
      words.idOrNull(facts.session),
      words.idOrNull(facts.user),
      words.idOrNull(facts.site),
      ROW_BYTES + body.length + (text.length >> 1) + this.#pieces.takeBytes(),
    ];
    const { insert, insertBody, insertText } = this.#statements;
    let added = insert.run(...row);
    if (added.changes === 0) {
      if (!this.#removeOlder(trace, span.spanId, facts.unfinished)) return;
      added = insert.run(...row);
    }
    insertBody.run(added.lastInsertRowid, body);
    insertText.run(added.lastInsertRowid, text);
  }

  /** False: what is there is worth more. */
  #removeOlder(trace: number, spanId: string, unfinished: boolean): boolean {
    const { find, remove, removeBody, removeText } = this.#statements;
    const older = find.get(trace, spanId) as { id: number; unfinished: number };
    if (unfinished && older.unfinished === 0) return false;
    for (const statement of [remove, removeBody, removeText]) statement.run(older.id);
    return true;
  }

  #traceOf(traceId: string): number {
    let id = this.#traces.get(traceId);
    if (id === undefined) {
      const { addTrace, findTrace } = this.#statements;
      addTrace.run(traceId);
      ({ id } = findTrace.get(traceId) as { id: number });
      if (this.#traces.size >= TRACES_KEPT) this.#traces.clear();
      this.#traces.set(traceId, id);
    }
    if (!this.touched.has(id)) this.#statements.markDirty.run(id);
    return id;
  }

  /** JSON with short names: `a` attributes, `o` origin, `m` message, `e` events, `l` links, `f` flags, `t` state, `d` dropped. */
  #bodyOf(span: ReceivedSpan, trace: number): string {
    const { statusMessage, events, links, flags, traceState, dropped } = span;
    return JSON.stringify({
      a: this.#pieces.replaceLong(span.attributes, trace),
      o: this.#originOf(span),
      ...(statusMessage !== '' && { m: statusMessage }),
      ...(events.length > 0 && {
        e: events.map((event) => ({
          ...event,
          attributes: this.#pieces.replaceLong(event.attributes, trace),
        })),
      }),
      ...(links.length > 0 && { l: links }),
      ...(flags !== 0 && { f: flags }),
      ...(traceState !== '' && { t: traceState }),
      ...(dropped.some((count) => count > 0) && { d: dropped }),
    });
  }

  #originOf({ resource, scope }: ReceivedSpan): number {
    let id = this.#scopeOrigins.get(scope);
    if (id === undefined) {
      const json = JSON.stringify({ resource, scope });
      id = this.#originIds.get(json) ?? this.#storeOrigin(json);
      this.#scopeOrigins.set(scope, id);
    }
    return id;
  }

  #storeOrigin(json: string): number {
    const { addOrigin, findOrigin } = this.#statements;
    addOrigin.run(json);
    const { id } = findOrigin.get(json) as { id: number };
    if (this.#originIds.size >= ORIGINS_KEPT) this.#originIds.clear();
    this.#originIds.set(json, id);
    return id;
  }

  /** After a transaction that failed, and after traces were removed: ids may mean nothing any more. */
  forget(): void {
    this.#words.forget();
    this.#pieces.forget();
    this.#traces.clear();
    this.#originIds.clear();
    this.#scopeOrigins = new WeakMap();
    this.touched.clear();
  }
}

const COLUMNS = `trace, span_id, parent_id, service, name, kind, start, nanos, duration, status, unfinished, operation,
  provider, model, usage, input, output, cached, cost, first_chunk, session, user, site, bytes`;

function prepareStatements(
  db: DatabaseSync,
): Record<
  | 'insert'
  | 'insertBody'
  | 'insertText'
  | 'find'
  | 'remove'
  | 'removeBody'
  | 'removeText'
  | 'addTrace'
  | 'findTrace'
  | 'markDirty'
  | 'addOrigin'
  | 'findOrigin',
  StatementSync
> {
  const marks = COLUMNS.split(',').fill('?').join(', ');
  return {
    insert: db.prepare(`INSERT OR IGNORE INTO span (${COLUMNS}) VALUES (${marks})`),
    insertBody: db.prepare('INSERT INTO body (id, json) VALUES (?, ?)'),
    insertText: db.prepare('INSERT INTO span_text (rowid, text) VALUES (?, ?)'),
    find: db.prepare('SELECT id, unfinished FROM span WHERE trace = ? AND span_id = ?'),
    remove: db.prepare('DELETE FROM span WHERE id = ?'),
    removeBody: db.prepare('DELETE FROM body WHERE id = ?'),
    removeText: db.prepare('DELETE FROM span_text WHERE rowid = ?'),
    addTrace: db.prepare('INSERT OR IGNORE INTO trace (trace_id) VALUES (?)'),
    findTrace: db.prepare('SELECT id FROM trace WHERE trace_id = ?'),
    markDirty: db.prepare('UPDATE trace SET dirty = 1 WHERE id = ? AND dirty = 0'),
    addOrigin: db.prepare('INSERT OR IGNORE INTO origin (json) VALUES (?)'),
    findOrigin: db.prepare('SELECT id FROM origin WHERE json = ?'),
  };
}

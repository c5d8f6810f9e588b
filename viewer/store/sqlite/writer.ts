import type { DatabaseSync } from 'node:sqlite';
import { decodeJson } from '../../otlp/decode-json.ts';
import { decodeProtobuf } from '../../otlp/decode-protobuf.ts';
import type { DecodedExport } from '../../otlp/received-span.ts';
import { RollUp } from '../facts/roll-up.ts';
import { type OpenedDatabase, openDatabase, replaceDatabase } from './open-database.ts';
import { evictTraces, removeTraces, usedBytes } from './retention.ts';
import { SpanWriter } from './span-writer.ts';
import type { WriterAnswer, WriterJob, WriterSettings } from './writer-protocol.ts';

type IngestJob = Extract<WriterJob, { kind: 'ingest' }>;

/** Traces whose sums are made in one go. */
const AT_ONCE = 500;
/** Of the thread's time at most, for sums. */
const SHARE = 0.2;
/** Milliseconds between looks at the size, and what is removed. */
const PATROL = 500;
/** Milliseconds in which traces that change are told together. */
const GATHER = 30;

export class Writer {
  readonly #settings: WriterSettings;
  readonly #tell: (answer: WriterAnswer) => void;
  #db: DatabaseSync;
  #spans: SpanWriter;
  #rollUp: RollUp;
  #rolling: NodeJS.Timeout | undefined;
  #readyAt = 0;
  #evicted = 0;
  #told = '';
  readonly #patrol: NodeJS.Timeout;

  constructor(settings: WriterSettings, tell: (answer: WriterAnswer) => void) {
    this.#settings = settings;
    this.#tell = tell;
    const opened = openDatabase(settings.path);
    this.#db = opened.db;
    [this.#spans, this.#rollUp] = this.#settle(opened);
    this.#evicted = Number(this.#fact('evicted') ?? 0);
    tell({ kind: 'open', notice: opened.notice });
    this.#scheduleRollUp();
    this.#patrol = setInterval(() => this.#guarded('removing old traces', () => this.#watchSize()), PATROL);
    this.#patrol.unref();
    this.#guarded('measuring', () => this.#tellSize());
  }

  #settle({ db }: OpenedDatabase): [SpanWriter, RollUp] {
    this.#db = db;
    if (this.#settings.volatile) db.exec('PRAGMA synchronous = OFF');
    return [new SpanWriter(db), new RollUp(db)];
  }

  work(jobs: readonly WriterJob[]): void {
    this.#ingest(jobs.filter((job) => job.kind === 'ingest'));
    for (const job of jobs) {
      if (job.kind === 'ingest') continue;
      this.#guarded(job.kind, () => this.#administer(job));
      this.#tell({ kind: 'done', id: job.id, accepted: 0, rejected: 0 });
    }
  }

  #administer(job: Exclude<WriterJob, IngestJob>): void {
    if (job.kind === 'pin') {
      this.#db
        .prepare('UPDATE trace SET pinned = ?, dirty = 1 WHERE trace_id = ?')
        .run(job.pinned ? 1 : 0, job.traceId);
      this.#scheduleRollUp();
    } else if (job.kind === 'clear') this.#clear();
    else this.#close();
  }

  #ingest(jobs: readonly IngestJob[]): void {
    const decoded = jobs.flatMap((job) => {
      const result = this.#decode(job);
      return result === undefined ? [] : [{ job, result }];
    });
    if (decoded.length === 0) return;
    try {
      this.#transact(() => {
        for (const { result } of decoded) for (const span of result.spans) this.#spans.write(span);
      });
    } catch (error) {
      this.#spans.forget();
      return this.#refuse(
        decoded.map(({ job }) => job),
        error as Error,
      );
    }
    this.#spans.touched.clear();
    for (const { job, result } of decoded)
      this.#tell({ kind: 'done', id: job.id, accepted: result.spans.length, rejected: result.rejected });
    this.#told = '';
    this.#scheduleRollUp();
  }

  #decode({ id, body, type }: IngestJob): DecodedExport | undefined {
    try {
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      return type === 'json' ? decodeJson(bytes) : decodeProtobuf(bytes);
    } catch (error) {
      this.#tell({ kind: 'refused', id, problem: 'malformed', message: (error as Error).message });
      return undefined;
    }
  }

  /** One job that cannot be written does not take the others with it. */
  #refuse(jobs: readonly IngestJob[], error: Error): void {
    if (isCorrupt(error)) this.#startAnew(error);
    else if (jobs.length > 1 && !isOfTheDisk(error)) {
      for (const job of jobs) this.#ingest([job]);
      return;
    }
    const message = `spans cannot be kept: ${error.message}`;
    this.#notify(message);
    const problem = isOfTheDisk(error) || isCorrupt(error) ? 'busy' : 'failed';
    for (const { id } of jobs) this.#tell({ kind: 'refused', id, problem, message });
  }

  #startAnew(error: Error): void {
    this.#guarded('starting anew', () => {
      this.#db.close();
      const opened = replaceDatabase(this.#settings.path, `is damaged (${error.message})`);
      [this.#spans, this.#rollUp] = this.#settle(opened);
      this.#tell({ kind: 'open', notice: opened.notice });
    });
  }

  /** Soon; later where the last one took long. */
  #scheduleRollUp(): void {
    const wait = Math.max(GATHER, this.#readyAt - performance.now());
    this.#rolling ??= setTimeout(() => this.#guarded('summing up', () => this.#rollUpSome()), wait);
  }

  #rollUpSome(): void {
    this.#rolling = undefined;
    const begin = performance.now();
    const changes = this.#transact(() => this.#rollUp.run(AT_ONCE));
    const end = performance.now();
    this.#readyAt = end + (end - begin) / SHARE;
    if (changes.length > 0) this.#tell({ kind: 'changes', changes });
    if (changes.length === AT_ONCE) this.#scheduleRollUp();
  }

  #transact<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #watchSize(): void {
    const { limits } = this.#settings;
    const removed = evictTraces(this.#db, limits, Date.now());
    if (removed > 0) {
      this.#evicted += removed;
      this.#db.prepare("INSERT OR REPLACE INTO fact VALUES ('evicted', ?)").run(this.#evicted);
      this.#spans.forget();
      this.#tell({ kind: 'changes', changes: [] });
    }
    this.#tellSize();
  }

  #tellSize(): void {
    this.#tell({ kind: 'size', bytes: usedBytes(this.#db), evicted: this.#evicted });
  }

  #clear(): void {
    for (;;) {
      const some = this.#db.prepare('SELECT id FROM trace WHERE pinned = 0 LIMIT 500').all() as {
        id: number;
      }[];
      if (some.length === 0) break;
      this.#transact(() =>
        removeTraces(
          this.#db,
          some.map(({ id }) => id),
        ),
      );
    }
    this.#spans.forget();
    this.#tell({ kind: 'changes', changes: [] });
    this.#tellSize();
  }

  #close(): void {
    clearInterval(this.#patrol);
    clearTimeout(this.#rolling);
    this.#transact(() => this.#rollUp.run(AT_ONCE));
    this.#db.exec('PRAGMA optimize');
    this.#db.close();
  }

  #fact(key: string): unknown {
    return this.#db.prepare('SELECT value FROM fact WHERE key = ?').get(key)?.['value'];
  }

  /** What goes wrong beside the spans themselves is told, and tried again when it is due again. */
  #guarded(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#spans.forget();
      if (isCorrupt(error as Error) && what !== 'starting anew') this.#startAnew(error as Error);
      this.#notify(`${what} failed: ${(error as Error).message}`);
    }
  }

  /** Once in a row. */
  #notify(notice: string): void {
    if (notice !== this.#told) this.#tell({ kind: 'notice', notice });
    this.#told = notice;
  }
}

const codeOf = (error: Error): number => (error as { errcode?: number }).errcode ?? 0;

/** SQLite's primary result codes: CORRUPT and NOTADB; then BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN. */
const isCorrupt = (error: Error): boolean => [11, 26].includes(codeOf(error) & 255);
const isOfTheDisk = (error: Error): boolean => [5, 6, 8, 10, 13, 14].includes(codeOf(error) & 255);

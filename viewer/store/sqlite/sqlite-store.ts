import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type ContentType,
  IngestError,
  type IngestResult,
  type Store,
  type StoreStatus,
  type TraceChange,
} from '../store.ts';
import { Reader } from './reader.ts';
import { workerPath } from './worker-path.ts';
import type { WriterAnswer, WriterJob, WriterSettings } from './writer-protocol.ts';

/** Bytes that wait for the writer; more are refused, and come again. */
const WAITING = 64 * 1024 * 1024;

interface Pending {
  readonly bytes: number;
  resolve(result: IngestResult): void;
  reject(error: Error): void;
}

type Job = WriterJob extends infer Each ? (Each extends WriterJob ? Omit<Each, 'id'> : never) : never;

/** A file of SQLite: one thread writes, another reads. Resolves when it is open; rejects where it cannot be. */
export function openSqlite(settings: WriterSettings): Promise<SqliteStore> {
  return new Promise((resolve, reject) => {
    const store: SqliteStore = new SqliteStore(settings, (problem) =>
      problem === undefined ? resolve(store) : reject(new Error(problem)),
    );
  });
}

export class SqliteStore implements Store {
  readonly #settings: WriterSettings;
  readonly #writer: Worker;
  readonly #reader: Reader;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(changes: readonly TraceChange[]) => void>();
  readonly #notices: string[] = [];
  readonly #opened: (problem?: string) => void;
  #next = 1;
  #waiting = 0;
  #bytes = 0;
  #evicted = 0;
  #gone = '';

  constructor(settings: WriterSettings, opened: (problem?: string) => void) {
    this.#settings = settings;
    this.#opened = opened;
    this.#reader = new Reader(settings.path);
    this.#writer = new Worker(workerPath('writer-thread', import.meta.url), {
      workerData: settings,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
      stderr: false,
    });
    this.#writer.on('message', (answer: WriterAnswer) => this.#hear(answer));
    this.#writer.on('error', (error) => this.#lose(`the writer failed: ${(error as Error).message}`));
    this.#writer.on('exit', () => this.#lose('the writer has ended'));
  }

  ingest(body: Uint8Array<ArrayBuffer>, type: ContentType): Promise<IngestResult> {
    if (this.#waiting + body.byteLength > WAITING && this.#waiting > 0)
      return Promise.reject(new IngestError('busy', 'too much waits to be written'));
    return this.#ask({ kind: 'ingest', body, type }, body.byteLength, [body.buffer]);
  }

  query(name: string, params: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
    return this.#reader.ask(name, params);
  }

  async pin(traceId: string, pinned: boolean): Promise<void> {
    await this.#ask({ kind: 'pin', traceId, pinned });
  }

  async clear(): Promise<void> {
    await this.#ask({ kind: 'clear' });
  }

  status(): StoreStatus {
    const { path, limits, volatile } = this.#settings;
    return {
      engine: 'sqlite',
      place: volatile ? '' : path,
      bytes: this.#bytes,
      limit: limits.bytes,
      evicted: this.#evicted,
      notices: this.#notices,
    };
  }

  onChange(listener: (changes: readonly TraceChange[]) => void): void {
    this.#listeners.add(listener);
  }

  /** Something that a person should know. */
  notify(notice: string): void {
    this.#notices.push(notice);
    if (this.#notices.length > 5) this.#notices.shift();
  }

  async close(): Promise<void> {
    if (this.#gone === '') await this.#ask({ kind: 'close' }).catch(() => {});
    await Promise.all([this.#reader.close(), this.#writer.terminate()]);
    if (this.#settings.volatile) rmSync(dirname(this.#settings.path), { recursive: true, force: true });
  }

  #ask(job: Job, bytes = 0, transfer: ArrayBuffer[] = []): Promise<IngestResult> {
    if (this.#gone !== '') return Promise.reject(new IngestError('failed', this.#gone));
    const id = this.#next++;
    this.#waiting += bytes;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { bytes, resolve, reject });
      this.#writer.postMessage({ ...job, id }, transfer);
    });
  }

  #hear(answer: WriterAnswer): void {
    switch (answer.kind) {
      case 'open':
        if (answer.notice !== '') this.notify(answer.notice);
        return this.#opened();
      case 'broken':
        return this.#lose(answer.message);
      case 'done':
        return this.#settle(answer.id)?.resolve(answer);
      case 'refused':
        return this.#settle(answer.id)?.reject(new IngestError(answer.problem, answer.message));
      case 'changes':
        for (const listener of this.#listeners) listener(answer.changes);
        return;
      case 'size':
        this.#bytes = answer.bytes;
        this.#evicted = answer.evicted;
        return;
      case 'notice':
        this.notify(answer.notice);
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    this.#waiting -= pending?.bytes ?? 0;
    return pending;
  }

  #lose(problem: string): void {
    if (this.#gone !== '') return;
    this.#gone = problem;
    this.#opened(problem);
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(new IngestError('failed', problem));
  }
}

/**
 * What a process that is killed would lose: spans that wait, that are on their way, or whose local root still
 * runs. They are written within a moment, and crossed out when they have arrived or are safe elsewhere. Nobody
 * reads it but the next process, which finds an open segment of a process that is gone.
 */
import type { Bytes } from '../../platform/bytes.ts';
import { startTimer } from '../../platform/timer.ts';
import type { FileSystem } from './owner.ts';
import { type Crc32, recordsOf, removalOf, segmentStart } from './segment.ts';

/** Milliseconds for which a span is in memory only: so much does a `kill -9` cost at most. */
const DELAY = 100;
/** Bytes after which another file is begun: a file is removed when nothing in it is needed any more. */
const FILE_BYTES = 1024 * 1024;
/** Milliseconds for which a disk that fails is left alone. */
const PAUSE = 30_000;

export interface JournalOptions {
  readonly fs: FileSystem;
  readonly crc32: Crc32;
  readonly head: Bytes;
  /** Sees to it that the process counts as living, and names a new file. */
  readonly nextFile: () => Promise<string>;
  readonly warn: (text: string) => void;
  /** No file of it is left. */
  readonly onIdle: () => void;
}

interface JournalFile {
  readonly path: string;
  bytes: number;
  records: number;
  needed: number;
  /** Records to be crossed out. */
  done: number[];
}

interface Place {
  readonly file: JournalFile;
  readonly index: number;
}

export class Journal {
  readonly #options: JournalOptions;
  /** undefined: not written yet. A span's bytes are its identity here. */
  readonly #places = new Map<Bytes, Place | undefined>();
  readonly #files = new Set<JournalFile>();
  #fresh: Bytes[] = [];
  #file: JournalFile | undefined;
  #cancel: (() => void) | undefined;
  #writing = false;
  #closed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return this.#files.size === 0 && !this.#writing;
  }

  note(chunk: Bytes): void {
    if (this.#closed) return;
    this.#places.set(chunk, undefined);
    this.#fresh.push(chunk);
    this.#schedule(DELAY);
  }

  /** Arrived, safe elsewhere, or given up. */
  settle(chunks: readonly Bytes[]): void {
    for (const chunk of chunks) {
      const place = this.#places.get(chunk);
      this.#places.delete(chunk);
      if (place !== undefined) this.#crossOut(place);
    }
    if (this.#files.size > 0) this.#schedule(DELAY);
  }

  /** At once, for a process that is over and has put everything elsewhere. */
  close(): void {
    this.#closed = true;
    this.#cancel?.();
    for (const { path } of this.#files) this.#options.fs.rmSync(path, { force: true });
    this.#files.clear();
    this.#places.clear();
  }

  #crossOut({ file, index }: Place): void {
    file.needed--;
    file.done.push(index);
  }

  #schedule(ms: number): void {
    if (this.#closed || this.#writing || this.#cancel !== undefined) return;
    this.#cancel = startTimer(ms, () => void this.#turn(), false);
  }

  async #turn(): Promise<void> {
    this.#cancel = undefined;
    this.#writing = true;
    let pause = DELAY;
    try {
      await this.#write();
      for (const file of this.#files) await this.#tidy(file);
    } catch (error) {
      this.#options.warn(`spans cannot be written to disk: ${error}`);
      this.#file = undefined;
      pause = PAUSE;
    }
    this.#writing = false;
    if (this.idle) this.#options.onIdle();
    if (this.#fresh.length > 0) this.#schedule(pause);
  }

  /** What arrived meanwhile is never written. */
  async #write(): Promise<void> {
    const fresh = this.#fresh.filter((chunk) => this.#places.has(chunk));
    this.#fresh = [];
    if (fresh.length === 0 || this.#closed) return;
    this.#file ??= await this.#create();
    const file = this.#file;
    await this.#append(file, recordsOf(fresh, this.#options.crc32));
    for (const chunk of fresh) this.#place(chunk, { file, index: file.records++ });
    if (file.bytes >= FILE_BYTES) this.#file = undefined;
  }

  #place(chunk: Bytes, place: Place): void {
    place.file.needed++;
    if (this.#places.has(chunk)) this.#places.set(chunk, place);
    else this.#crossOut(place); // settled while it was written
  }

  async #create(): Promise<JournalFile> {
    const { fs, head, crc32, nextFile } = this.#options;
    const file = { path: await nextFile(), bytes: 0, records: 0, needed: 0, done: [] };
    await fs.promises.writeFile(file.path, segmentStart(head, crc32), { mode: 0o600 });
    this.#files.add(file);
    if (this.#closed) this.close();
    return file;
  }

  /** Removes a file that nobody needs, crosses out in the others. */
  async #tidy(file: JournalFile): Promise<void> {
    if (file.needed === 0) {
      this.#files.delete(file);
      if (this.#file === file) this.#file = undefined;
      await this.#options.fs.promises.rm(file.path, { force: true });
    } else if (file.done.length > 0) {
      await this.#append(file, removalOf(file.done.splice(0), this.#options.crc32));
    }
  }

  async #append(file: JournalFile, bytes: Bytes): Promise<void> {
    const { O_WRONLY, O_APPEND } = this.#options.fs.constants;
    await this.#options.fs.promises.appendFile(file.path, bytes, { flag: O_WRONLY | O_APPEND });
    file.bytes += bytes.length;
  }
}

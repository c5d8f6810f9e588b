/**
 * A folder of segments, one receiver's. A file's name is its state, and a rename its only change:
 *
 *   1795416067169-000001-<random>.<owner>.open              its owner appends to it
 *   1795416067169-000001-<random>.<spans>.ready             anybody may take it
 *   1795416067169-000001-<random>.<spans>.<owner>.taken     its owner sends it, and then removes it
 */
import type { DropReason } from '../../config/types/delivery-stats.ts';
import type { DeliveryReport } from '../../core/pipeline/delivery-report.ts';
import type { Bytes } from '../../platform/bytes.ts';
import { concatBytes } from '../../platform/bytes.ts';
import { now, wallMs } from '../../platform/clock.ts';
import { newSpanId } from '../../platform/ids.ts';
import { Journal } from './journal.ts';
import { type FileSystem, Owner } from './owner.ts';
import { type Crc32, readSegment, recordsOf, type Segment, segmentStart } from './segment.ts';

export interface SpoolOptions {
  readonly folder: string;
  /** Bytes that the folder may hold; the oldest segments go first. */
  readonly limit: number;
  /** Bytes after which a segment is closed. */
  readonly segmentBytes: number;
  readonly head: Bytes;
  readonly report: DeliveryReport;
}

/** A segment that is ours to send. */
export interface Taken extends Segment {
  /** It has arrived, or is written again in parts. */
  remove(): Promise<void>;
  /** Later, or somebody else. */
  putBack(): Promise<void>;
}

/** Spans may hold what people wrote: nobody else on the machine is to read them. */
const PRIVATE_FOLDER = { recursive: true, mode: 0o700 } as const;
const PRIVATE_FILE = { mode: 0o600 } as const;

/** Milliseconds between counts of the folder. */
const RECOUNT = 5_000;

/** The segment being written. */
interface Open {
  readonly base: string;
  readonly path: string;
  bytes: number;
  spans: number;
}

/** A file by its name. `spans` is 0 where nobody knows. */
interface Entry {
  readonly base: string;
  readonly spans: number;
  readonly owner: string;
  readonly state: string;
}

export class Spool {
  readonly #options: SpoolOptions;
  readonly #fs: FileSystem;
  readonly #crc32: Crc32;
  readonly #owner: Owner;
  #open: Open | undefined;
  #bases = 0;
  /** Bytes in the folder at the last count, and written since. */
  #size = 0;
  #recountAt = 0;
  /** What is ours to send, and its name when it is not. */
  readonly #taken = new Map<string, string>();
  /** What could be taken at the last look, the newest first. */
  #free: string[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  readonly journal: Journal;
  #released = false;

  constructor(options: SpoolOptions) {
    this.#options = options;
    this.#fs = process.getBuiltinModule('node:fs');
    this.#crc32 = process.getBuiltinModule('node:zlib').crc32;
    this.#owner = new Owner(this.#fs, options.folder);
    this.journal = new Journal({
      fs: this.#fs,
      crc32: this.#crc32,
      head: options.head,
      nextFile: () => this.#prepareFile(),
      warn: (text) => options.report.warn(text),
      onIdle: () => this.#restIfIdle(),
    });
  }

  /** Resolves when the spans would survive the process; rejects where they cannot be written. */
  append(chunks: readonly Bytes[]): Promise<void> {
    return this.#inTurn(async () => (this.#released ? this.writeNow(chunks) : this.#append(chunks)));
  }

  /** Spans as a segment of their own, at once. Throws where they cannot be written. */
  writeNow(chunks: readonly Bytes[], head: Bytes = this.#options.head): void {
    const base = this.#newBase();
    const path = this.#path(base, this.#owner.name, 'open');
    this.#fs.mkdirSync(this.#options.folder, PRIVATE_FOLDER);
    this.#fs.writeFileSync(
      path,
      concatBytes([segmentStart(head, this.#crc32), recordsOf(chunks, this.#crc32)]),
      PRIVATE_FILE,
    );
    this.#fs.renameSync(path, this.#path(base, chunks.length, 'ready'));
  }

  /** The oldest segment that is nobody's, undefined where there is none. */
  take(): Promise<Taken | undefined> {
    return this.#inTurn(async () => (this.#released ? undefined : this.#take()));
  }

  /** What it was writing or sending is anybody's: at once, and once more when the last turn is over. */
  async release(): Promise<void> {
    this.#released = true;
    this.#letGo();
    await this.#turn;
    this.#letGo();
  }

  #letGo(): void {
    if (this.#open) this.#renameNow(this.#open.path, this.#path(this.#open.base, this.#open.spans, 'ready'));
    for (const [path, free] of this.#taken) this.#renameNow(path, free);
    this.journal.close();
    this.#open = undefined;
    this.#taken.clear();
    this.#owner.rest();
  }

  /** Spans in the folder, whoever wrote them. */
  count(): number {
    try {
      const entries = this.#fs.readdirSync(this.#options.folder).map(entryOf);
      return entries.reduce((sum, entry) => sum + (entry?.spans ?? 0), this.#open?.spans ?? 0);
    } catch {
      return 0;
    }
  }

  /** Files change their names one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #append(chunks: readonly Bytes[]): Promise<void> {
    this.#open ??= await this.#create();
    const open = this.#open;
    const { promises, constants } = this.#fs;
    const bytes = recordsOf(chunks, this.#crc32);
    try {
      await promises.appendFile(open.path, bytes, { flag: constants.O_WRONLY | constants.O_APPEND });
      await promises.access(open.path);
    } catch (error) {
      this.#open = undefined;
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      // Somebody thought we were gone and took the segment, perhaps without these spans.
      return this.#append(chunks);
    }
    open.bytes += bytes.length;
    this.#size += bytes.length;
    open.spans += chunks.length;
    if (open.bytes >= this.#options.segmentBytes) await this.#close(open);
  }

  async #create(): Promise<Open> {
    const path = await this.#prepareFile();
    await this.#fs.promises.writeFile(path, segmentStart(this.#options.head, this.#crc32), PRIVATE_FILE);
    return { base: baseOf(path), path, bytes: 0, spans: 0 };
  }

  /** A name for a file of ours, where one can be written. */
  async #prepareFile(): Promise<string> {
    await this.#fs.promises.mkdir(this.#options.folder, PRIVATE_FOLDER);
    await this.#owner.live();
    return this.#path(this.#newBase(), this.#owner.name, 'open');
  }

  async #close({ base, path, spans }: Open): Promise<void> {
    this.#open = undefined;
    await this.#rename(path, this.#path(base, spans, 'ready'));
    this.#restIfIdle();
    await this.#makeRoom();
  }

  async #take(): Promise<Taken | undefined> {
    if (this.#free.length === 0) this.#free = await this.#look();
    for (let name = this.#free.pop(); name !== undefined; name = this.#free.pop()) {
      const taken = await this.#claim(name);
      if (taken !== undefined) return taken;
    }
    if (this.#open === undefined || this.#open.spans === 0) return undefined;
    await this.#close(this.#open);
    return this.#take();
  }

  async #claim(name: string): Promise<Taken | undefined> {
    const { folder } = this.#options;
    const { base, spans } = entryOf(name) as Entry;
    const path = this.#path(base, spans, this.#owner.name, 'taken');
    await this.#owner.live();
    if (!(await this.#rename(`${folder}/${name}`, path))) return undefined;
    const segment = readSegment(await this.#fs.promises.readFile(path), this.#crc32);
    const kept = segment?.chunks.length ?? 0;
    if (spans > kept) this.#tell('corrupt', spans - kept, `${path} is damaged`);
    const free = this.#path(base, kept, 'ready');
    this.#taken.set(path, free);
    const settle = async (change: Promise<unknown>): Promise<void> => {
      await change;
      this.#taken.delete(path);
      this.#restIfIdle();
    };
    const remove = async (): Promise<void> => {
      await settle(this.#fs.promises.rm(path, { force: true }));
      if (this.#released) await this.#fs.promises.rm(free, { force: true });
    };
    if (segment === undefined || kept === 0) return void (await remove());
    return { ...segment, remove, putBack: () => settle(this.#rename(path, free)) };
  }

  /** Everything that is nobody's, the newest first. */
  async #look(): Promise<string[]> {
    const names = (await this.#names()).sort().reverse();
    const free: string[] = [];
    for (const name of names) {
      const entry = entryOf(name);
      if (entry === undefined) await this.#removeSign(name);
      if (entry === undefined) continue;
      if (entry.state === 'ready' || (await this.#owner.isGone(entry.owner))) free.push(name);
    }
    return free;
  }

  /** The sign of life of a process that was killed. */
  async #removeSign(name: string): Promise<void> {
    if (!name.endsWith('.alive') || !(await this.#owner.isGone(name.slice(0, -'.alive'.length)))) return;
    await this.#fs.promises.rm(`${this.#options.folder}/${name}`, { force: true });
  }

  /** Counts every file only now and then: other processes write and remove too. */
  async #makeRoom(): Promise<void> {
    if (this.#size <= this.#options.limit && now() < this.#recountAt) return;
    const names = (await this.#names()).sort().reverse();
    const sizes = await Promise.all(names.map((name) => this.#sizeOf(`${this.#options.folder}/${name}`)));
    this.#recountAt = now() + RECOUNT;
    this.#size = 0;
    for (const [at, name] of names.entries()) await this.#keepOrDrop(name, sizes[at] ?? 0);
  }

  async #keepOrDrop(name: string, size: number): Promise<void> {
    const { folder, limit } = this.#options;
    const entry = entryOf(name);
    this.#size += size;
    if (this.#size <= limit || entry?.state !== 'ready') return;
    this.#size -= size;
    await this.#fs.promises.rm(`${folder}/${name}`, { force: true });
    this.#tell('spool_full', entry.spans, `${folder} has more than ${limit} bytes`);
  }

  #sizeOf = async (path: string): Promise<number> =>
    (await this.#fs.promises.stat(path).catch(() => undefined))?.size ?? 0;

  /** False where the file has gone meanwhile. */
  async #rename(from: string, to: string): Promise<boolean> {
    try {
      await this.#fs.promises.rename(from, to);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  #renameNow(from: string, to: string): void {
    try {
      this.#fs.renameSync(from, to);
    } catch {}
  }

  #names = (): Promise<string[]> => this.#fs.promises.readdir(this.#options.folder).catch(() => []);

  /** Sorts by time; no other process makes the same. */
  #newBase = (): string => `${Math.floor(wallMs())}-${String(this.#bases++).padStart(6, '0')}-${newSpanId()}`;

  #path = (...parts: (string | number)[]): string => `${this.#options.folder}/${parts.join('.')}`;

  #restIfIdle(): void {
    if (this.#open === undefined && this.#taken.size === 0 && this.journal.idle) this.#owner.rest();
  }

  #tell(reason: DropReason, spans: number, text: string): void {
    this.#options.report.drop(reason, spans);
    this.#options.report.warn(`${spans} spans are lost: ${text}`);
  }
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).split('.', 1)[0] as string;

/** undefined for what is no segment. */
function entryOf(name: string): Entry | undefined {
  const [base = '', ...rest] = name.split('.');
  const state = rest.pop();
  if (state === 'ready') return { base, spans: Number(rest[0]), owner: '', state };
  if (state === 'open') return { base, spans: 0, owner: rest[0] ?? '', state };
  return state === 'taken' ? { base, spans: Number(rest[0]), owner: rest[1] ?? '', state } : undefined;
}

/**
 * Who works on which file of a spool. A process names its files after itself and shows a sign of life
 * beside them; the files of one that is gone are anybody's.
 */
import { wallMs } from '../../platform/clock.ts';
import { newSpanId } from '../../platform/ids.ts';
import { startTimer } from '../../platform/timer.ts';

/** Milliseconds between signs of life. */
const BEAT = 1_000;
/** A process of this host that is not there, and has not shown itself for this long, is gone. */
const GONE = 3_000;
/** A process that may be elsewhere (another container) is gone after this. */
const LOST = 60_000;

export type FileSystem = typeof import('node:fs');

/** Those of this process: its id says nothing, since a container that starts again has the same. */
const ours = new Set<string>();

export class Owner {
  readonly name: string;
  readonly #fs: FileSystem;
  readonly #folder: string;
  readonly #host: string;
  #cancel: (() => void) | undefined;

  constructor(fs: FileSystem, folder: string) {
    this.#fs = fs;
    this.#folder = folder;
    const os = process.getBuiltinModule('node:os');
    this.#host = Buffer.from(os.hostname()).toString('hex').slice(0, 24) || '0';
    this.name = `${this.#host}-${process.pid}-${newSpanId()}`;
  }

  /** Shows that this process lives, from now on. */
  async live(): Promise<void> {
    if (this.#cancel !== undefined) return;
    ours.add(this.name);
    const begun = () => {};
    this.#cancel = begun;
    await this.#fs.promises.writeFile(this.#sign(this.name), '', { mode: 0o600 });
    if (this.#cancel === begun) this.#beat();
    else if (this.#cancel === undefined) this.rest(); // it was over before it had begun
  }

  /** This process has no file any more. */
  rest(): void {
    ours.delete(this.name);
    this.#cancel?.();
    this.#cancel = undefined;
    try {
      this.#fs.unlinkSync(this.#sign(this.name));
    } catch {}
  }

  /** Whether the process of this name is no more. */
  async isGone(name: string): Promise<boolean> {
    if (ours.has(name) || name === this.name) return false;
    const age = await this.#ageOf(name);
    return age > LOST || (age > GONE && !this.#isRunning(name));
  }

  #beat(): void {
    const now = new Date(wallMs());
    this.#fs.promises.utimes(this.#sign(this.name), now, now).catch(() => {});
    this.#cancel = startTimer(BEAT, () => this.#beat(), false);
  }

  async #ageOf(name: string): Promise<number> {
    try {
      return wallMs() - (await this.#fs.promises.stat(this.#sign(name))).mtimeMs;
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  }

  /** Of another host one cannot know. */
  #isRunning(name: string): boolean {
    const [host, pid] = name.split('-');
    if (host !== this.#host) return true;
    // A container that starts again has the host and the process id of the one before.
    if (Number(pid) === process.pid) return false;
    try {
      return process.kill(Number(pid), 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  }

  #sign = (name: string): string => `${this.#folder}/${name}.alive`;
}

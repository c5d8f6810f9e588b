import { Worker } from 'node:worker_threads';
import type { ReaderAnswer, ReaderJob } from './reader-thread.ts';
import { workerPath } from './worker-path.ts';

/** Milliseconds. SQLite cannot be interrupted, its thread can. */
const PATIENCE = 5_000;

interface Asked {
  readonly timer: NodeJS.Timeout;
  resolve(json: Uint8Array): void;
  reject(error: Error): void;
}

/** The thread that reads: begun at the first question, begun anew when one takes too long. */
export class Reader {
  readonly #path: string;
  readonly #asked = new Map<number, Asked>();
  #thread: Worker | undefined;
  #next = 1;

  constructor(path: string) {
    this.#path = path;
  }

  ask(name: string, params: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
    const thread = this.#thread ?? this.#begin();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(`"${name}" took longer than ${PATIENCE / 1000} s`), PATIENCE);
      this.#asked.set(id, { timer, resolve, reject });
      thread.postMessage({ id, name, params } satisfies ReaderJob);
    });
  }

  async close(): Promise<void> {
    await this.#end('the store is closed');
  }

  #begin(): Worker {
    const thread = new Worker(workerPath('reader-thread', import.meta.url), {
      workerData: { path: this.#path },
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    thread.on('message', ({ id, json, error }: ReaderAnswer) => {
      const asked = this.#asked.get(id);
      if (asked === undefined) return;
      this.#asked.delete(id);
      clearTimeout(asked.timer);
      if (json === undefined) asked.reject(new Error(error));
      else asked.resolve(json);
    });
    thread.on('error', (error) => this.#end((error as Error).message));
    this.#thread = thread;
    return thread;
  }

  async #end(reason: string): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    for (const { timer, reject } of this.#asked.values()) {
      clearTimeout(timer);
      reject(new Error(reason));
    }
    this.#asked.clear();
    await thread?.terminate();
  }
}

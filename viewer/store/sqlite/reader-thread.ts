/** Answers questions, apart from who writes: neither waits for the other. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { QUERIES } from '../queries/index.ts';

export interface ReaderJob {
  readonly id: number;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ReaderAnswer {
  readonly id: number;
  readonly json?: Uint8Array;
  readonly error?: string;
}

const port = parentPort;
if (port === null) throw new Error('this file is a worker');
const { path } = workerData as { readonly path: string };
let db: DatabaseSync | undefined;

port.on('message', ({ id, name, params }: ReaderJob) => {
  try {
    const query = Object.hasOwn(QUERIES, name) ? QUERIES[name] : undefined;
    if (query === undefined) throw new Error(`there is no question "${name}"`);
    db ??= new DatabaseSync(path, { readOnly: true, timeout: 2000 });
    const json = new TextEncoder().encode(JSON.stringify(query(db, params) ?? null));
    port.postMessage({ id, json } satisfies ReaderAnswer, [json.buffer]);
  } catch (error) {
    db?.close(); // the file may have been set aside: the next question opens what is there then
    db = undefined;
    port.postMessage({ id, error: (error as Error).message } satisfies ReaderAnswer);
  }
});

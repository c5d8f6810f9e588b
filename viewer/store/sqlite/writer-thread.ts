/** The one thread that writes. Decodes, writes what has come in one transaction, and only then says so. */
import { parentPort, workerData } from 'node:worker_threads';
import { Writer } from './writer.ts';
import type { WriterAnswer, WriterJob, WriterSettings } from './writer-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a worker');
const tell = (answer: WriterAnswer): void => port.postMessage(answer);

try {
  const writer = new Writer(workerData as WriterSettings, tell);
  let waiting: WriterJob[] = [];
  port.on('message', (job: WriterJob) => {
    waiting.push(job);
    // What came meanwhile shares a transaction.
    if (waiting.length > 1) return;
    setImmediate(() => {
      const jobs = waiting;
      waiting = [];
      writer.work(jobs);
      if (jobs.some(({ kind }) => kind === 'close')) port.close();
    });
  });
} catch (error) {
  tell({ kind: 'broken', message: (error as Error).message });
  port.close();
}

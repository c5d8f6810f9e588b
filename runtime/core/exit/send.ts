/**
 * Sends while the process is already ending (`process.exit()`, an uncaught error), when no promise will
 * ever settle again: a worker thread sends, and this thread waits for it.
 */
import type { ExportRequest } from '../../config/types/span-exporter.ts';

interface WorkerThreads {
  readonly Worker: new (source: string, options: object) => unknown;
}

/** The worker's own code; a function's text would name what a minifier renamed. Each answer's status is kept. */
const SOURCE = `
const { parcels, timeout, done } = require('node:worker_threads').workerData;
const { readFileSync } = require('node:fs');
const read = (path) => path && readFileSync(path);
const send = ({ url, headers, body, destination }, at) => new Promise((end) => {
  const { certificate, clientCertificate, clientKey } = destination;
  const tls = { ca: read(certificate), cert: read(clientCertificate), key: read(clientKey) };
  require(url.split(':')[0])
    .request(url, { method: 'POST', headers, timeout, ...tls }, (answer) => {
      Atomics.store(done, at + 1, answer.statusCode);
      answer.resume().on('close', end);
    })
    .on('error', end)
    .end(body);
}).catch(() => {});
Promise.all(parcels.map(send)).then(() => {
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});`;

/**
 * One attempt for all, at most `timeout` milliseconds. Returns those that were not taken. Throws where there
 * are no threads.
 */
export function sendNow(requests: readonly ExportRequest[], timeout: number): ExportRequest[] {
  const threads = process.getBuiltinModule('node:worker_threads') as WorkerThreads;
  const done = new Int32Array(new SharedArrayBuffer(4 * (requests.length + 1)));
  // Without the program's own `--import` and `--require`, which would run again.
  new threads.Worker(SOURCE, { eval: true, execArgv: [], workerData: { parcels: requests, timeout, done } });
  Atomics.wait(done, 0, 0, timeout);
  const status = (at: number): number => Atomics.load(done, at + 1);
  return requests.filter((_, at) => status(at) < 200 || status(at) > 299);
}

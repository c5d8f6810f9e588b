/** CPU time of this thread for a request, in microseconds: without the floor, with it idle, and recording. The server has a thread of its own. */
import { get } from 'node:http';
import { Worker } from 'node:worker_threads';

const SERVER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:http').createServer((_q, s) => s.end('ok'));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;
const WARM = 300;
const COUNT = 1_000;

const name = process.argv[2] ?? '';
const { Observe } = await import('onetrace');
let site = (target: typeof fetch): typeof fetch => target;
if (name !== 'plain') {
  const { fetch: helper } = await import('onetrace/inject');
  site = (target) => helper('wire.ts:1:1', target);
}
// Nobody listens there: spans are made, encoded and kept, and none is sent.
if (name === 'recording') await Observe.init({ endpoint: 'http://127.0.0.1:1' });

const worker = new Worker(SERVER, { eval: true });
const port = await new Promise<number>((resolve) => worker.once('message', resolve));
const url = `http://127.0.0.1:${port}/`;

const OPERATIONS: Readonly<Record<string, () => Promise<unknown>>> = {
  'fetch, a site': async () => (await site(fetch)(url)).text(),
  'fetch in a library': async () => (await fetch(url)).text(),
  'http.get': () =>
    new Promise((resolve, reject) => {
      get(url, (response) => response.resume().on('end', resolve)).on('error', reject);
    }),
};

const sample: Record<string, number> = {};
for (const [operation, send] of Object.entries(OPERATIONS)) {
  const inTrace = (): Promise<unknown> =>
    name === 'recording' ? Observe.withTrace('caller', undefined, send) : send();
  for (let turn = 0; turn < WARM; turn++) await inTrace();
  const before = process.threadCpuUsage();
  for (let turn = 0; turn < COUNT; turn++) await inTrace();
  const { user, system } = process.threadCpuUsage(before);
  sample[operation] = (user + system) / COUNT;
}
console.log(JSON.stringify(sample));
process.exit(0);

/** Each message starts a thread, a process and a cluster's worker of its own. */
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Connect } from '../contract.ts';

export const connect: Connect = async () => ({
  async send(text) {
    const thread = new Worker(new URL('./child.ts', import.meta.url), { argv: [`${text}-thread`] });
    const child = fork(new URL('./child.ts', import.meta.url), [`${text}-process`]);
    cluster.setupPrimary({
      exec: fileURLToPath(new URL('./child.ts', import.meta.url)),
      args: [`${text}-cluster`],
    });
    const worker = cluster.fork({ KIND: 'cluster' });
    await Promise.all([once(thread, 'exit'), once(child, 'exit'), once(worker, 'exit')]);
  },
  close() {},
});

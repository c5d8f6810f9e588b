/** Each message starts a thread and a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Connect } from '../contract.ts';

export const connect: Connect = async () => ({
  async send(text) {
    const thread = new Worker(new URL('./child.ts', import.meta.url), { argv: [`${text}-thread`] });
    const child = fork(new URL('./child.ts', import.meta.url), [`${text}-process`]);
    await Promise.all([once(thread, 'exit'), once(child, 'exit')]);
  },
  close() {},
});

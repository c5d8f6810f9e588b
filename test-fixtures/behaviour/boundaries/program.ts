/** Limiters, registrations, schedules and own queues see what they saw, and give what they gave. */
import async from 'async';
import Bottleneck from 'bottleneck';
import { bulkhead } from 'cockatiel';
import { Cron } from 'croner';
import fastq from 'fastq';
import { Redis } from 'ioredis';
import pLimit from 'p-limit';

const log = (...values: unknown[]): void => console.log(...values);

async function limits(): Promise<void> {
  const limit = pLimit(1);
  log(await Promise.all([limit(() => 1), limit(async (a: number, b: number) => a + b, 2, 3)]));
  const limiter = new Bottleneck({ maxConcurrent: 1 });
  log(await limiter.schedule({ id: 'job' }, async (a: string) => a, 'argument'));
  const wrapped = limiter.wrap(async function named(this: unknown, a: number) {
    return [this, a];
  });
  log(wrapped.name, wrapped.length, typeof wrapped.withOptions, await wrapped.call('self' as never, 4));
  log(
    await new Promise((resolve) =>
      limiter.submit((a: number, done: (error: null, sum: number) => void) => done(null, a + 1), 1, (_e, sum) => resolve(sum)),
    ),
  );
  const policy = bulkhead(1);
  log(await policy.execute(({ signal }) => signal.aborted));
  await policy.execute(() => Promise.reject(new Error('same'))).catch((error: Error) => log(error.message));
}

async function queues(): Promise<void> {
  const worked: unknown[] = [];
  const queue = fastq({ tag: 'context' }, function worker(this: { tag: string }, task: unknown, done: (e: null, r: string) => void) {
    worked.push([this.tag, task]);
    setImmediate(done, null, `done ${task}`);
  } as never, 1);
  log(Object.keys(queue).join(), queue.push.name, queue.push.length);
  queue.push('a', (_error: unknown, result: unknown) => worked.push(result));
  queue.push('b');
  queue.unshift('c');
  log(queue.length(), queue.getQueue());
  await new Promise<void>((resolve) => {
    queue.drain = resolve;
  });
  log(JSON.stringify(worked));
  const many = async.queue(async (task: number) => task * 2, 2);
  const results: unknown[] = [];
  many.push([1, 2, 3], (_error: unknown, result: unknown) => results.push(result));
  await many.drain();
  log(results.sort(), await many.pushAsync(7));
  await many.pushAsync('x' as never).then(log);
}

function listeners(): void {
  const client = new Redis({ lazyConnect: true });
  const heard: string[] = [];
  function onMessage(channel: string, text: string): void {
    heard.push(`${channel} ${text}`);
  }
  client.on('message', onMessage);
  client.once('message', (channel: string) => heard.push(`once ${channel}`));
  log(client.listenerCount('message'), client.listeners('message')[0] === onMessage);
  client.emit('message', 'c', 'one');
  client.off('message', onMessage);
  log(client.listenerCount('message'), client.emit('message', 'c', 'two'), heard);
  client.disconnect();
}

async function clocks(): Promise<void> {
  let ticks = 0;
  const timer = await new Promise<NodeJS.Timeout>((resolve) => {
    const handle: NodeJS.Timeout = setInterval(
      (a: number, b: number) => {
        ticks += a + b;
        resolve(handle);
      },
      1,
      2,
      3,
    );
  });
  clearInterval(timer);
  log(ticks >= 5);
  const job = new Cron('* * * * * *', { paused: true, name: 'n' }, (self: Cron) => log(self.name));
  await job.trigger();
  job.stop();
}

class Mailbox {
  readonly #mail: { readonly text: string; readonly done: (text: string) => void }[] = [];
  #busy = false;

  send(text: string): Promise<string> {
    return new Promise((done) => {
      log('length', this.#mail.push({ text, done }));
      void this.#deliver().catch((error: Error) => log(error.message));
    });
  }

  async #deliver(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let mail = this.#mail.shift(); mail !== undefined; mail = this.#mail.shift()) {
      await null;
      mail.done(mail.text.toUpperCase());
    }
    this.#busy = false;
    if (this.#mail.length > 0) throw new Error('left');
  }
}

async function own(): Promise<void> {
  const box = new Mailbox();
  log(await Promise.all(['a', 'b', 'c'].map((text) => box.send(text))));
}

const done = (async () => {
  await limits();
  await queues();
  listeners();
  await clocks();
  await own();
})();

export default { done };

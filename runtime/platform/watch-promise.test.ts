import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { watchPromise } from './watch-promise.ts';

const module = fileURLToPath(new URL('./watch-promise.ts', import.meta.url));

/** What a program that floats or handles a promise sees of `unhandledRejection`, watched or not. */
function rejections(use: string): string[] {
  return ['plain', 'watched', 'watched twice'].map((how) => {
    const program = `
      import { watchPromise as watch } from ${JSON.stringify(module)};
      const seen = [];
      process.on('unhandledRejection', (error) => seen.push('raised ' + error.message));
      process.on('rejectionHandled', () => seen.push('handled late'));
      const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const make = () => {
        const p = (async () => { await null; throw new Error('boom'); })();
        if (${JSON.stringify(how)} !== 'plain') watch(p, () => {}, () => {});
        if (${JSON.stringify(how)} === 'watched twice') watch(p, () => {}, () => {});
        return p;
      };
      ${use}
      await later(20);
      console.log(seen.join());`;
    return execFileSync(
      process.execPath,
      ['--input-type=module-typescript', '--no-warnings', '-e', program],
      {
        encoding: 'utf8',
      },
    ).trim();
  });
}

it.each([
  ['floating', 'make();', 'raised boom'],
  ['floating twice', 'make(); make();', 'raised boom,raised boom'],
  ['caught', 'make().catch(() => {});', ''],
  ['awaited', 'try { await make(); } catch {}', ''],
  ['finally only', 'make().finally(() => {});', 'raised boom'],
  ['then without a handler', 'make().then(() => {});', 'raised boom'],
  ['all', 'await Promise.all([make()]).catch(() => {});', ''],
  ['allSettled', 'await Promise.allSettled([make()]);', ''],
  ['race', 'await Promise.race([make()]).catch(() => {});', ''],
  ['adopted', 'await (async () => make())().catch(() => {});', ''],
  ['resolved with', 'await Promise.resolve(make()).catch(() => {});', ''],
  ['handled late', 'const p = make(); await later(5); await p.catch(() => {});', 'raised boom,handled late'],
])('raises what was raised: %s', (_name, use, expected) => {
  expect(rejections(use)).toEqual([expected, expected, expected]);
});

it('keeps the promise, its class, its properties and the order of reactions', async () => {
  const order: string[] = [];
  const promise = Promise.resolve(1);
  watchPromise(
    promise,
    () => order.push('watched'),
    () => {},
  );
  expect(Reflect.ownKeys(promise)).toEqual([]);
  expect(String(promise)).toBe('[object Promise]');
  expect(inspect(promise)).toBe('Promise { 1 }');
  expect(promise).toBeInstanceOf(Promise);
  expect(promise.constructor).toBe(Promise);
  const plain = Promise.resolve(2);
  const first = plain.then(() => order.push('plain')).then(() => order.push('plain 2'));
  const second = promise.then(() => order.push('mine')).then(() => order.push('mine 2'));
  expect(await promise).toBe(1);
  await Promise.all([first, second]);
  expect(order).toEqual(['watched', 'plain', 'mine', 'plain 2', 'mine 2']);
  expect(second).toBeInstanceOf(Promise);
});

it('tells every watcher once', async () => {
  const seen: unknown[] = [];
  const promise = Promise.resolve('x');
  watchPromise(
    promise,
    (value) => seen.push(value),
    () => {},
  );
  watchPromise(
    promise,
    (value) => seen.push(value),
    () => {},
  );
  await promise;
  expect(seen).toEqual(['x', 'x']);
});

it('leaves a subclass its own methods', async () => {
  class Own extends Promise<number> {
    twice(): Promise<number> {
      return this.then((value) => value * 2);
    }
  }
  const promise = new Own((resolve) => resolve(21));
  watchPromise(
    promise,
    () => {},
    () => {},
  );
  expect(promise.constructor).toBe(Own);
  expect(await promise.twice()).toBe(42);
  expect(promise.then(() => {})).toBeInstanceOf(Own);
});

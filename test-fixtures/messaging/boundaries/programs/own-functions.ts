/** A queue of functions of the program's own, in a class. */
import { type Ask, work } from '../work.ts';

class Limiter {
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  run(task: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => task().then(resolve, reject));
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= 2) return;
    const task = this.#waiting.shift();
    if (task === undefined) return;
    this.#running++;
    void task().finally(() => {
      this.#running--;
      this.#next();
    });
  }
}

const limiter = new Limiter();

export const ask: Ask = (session) => limiter.run(() => work(session));

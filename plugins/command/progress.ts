/** `1200/10000 files` on a terminal, from the second second on; nothing anywhere else. */
export class Progress {
  readonly #total: number;
  #next = Date.now() + 1000;
  #shown = false;

  constructor(total: number) {
    this.#total = total;
  }

  at(done: number): void {
    if (!process.stderr.isTTY || Date.now() < this.#next) return;
    this.#next = Date.now() + 100;
    this.#shown = true;
    process.stderr.write(`\r${done}/${this.#total} files`);
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}

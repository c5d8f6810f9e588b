/** Messages wait here until the one subscriber takes them. */
export class Queue<Message> {
  readonly #waiting: Message[] = [];
  #wake = (): void => {};

  publish(message: Message): void {
    this.#waiting.push(message);
    this.#wake();
  }

  async subscribe(handle: (message: Message) => Promise<void>): Promise<never> {
    for (;;) {
      for (const message of this.#waiting.splice(0)) handle(message).catch(console.error);
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }
}

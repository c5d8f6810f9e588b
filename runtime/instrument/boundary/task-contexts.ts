import { state } from '../../core/state.ts';
import type { Span } from '../../trace/span.ts';

/** What was taken out of a queue without being run must not fill the memory. */
const MOST = 100_000;

/** Whose task a value is, from when it is put into a queue until it is taken; equal values in their order. */
export class TaskContexts {
  readonly #waiting = new Map<unknown, (Span | undefined)[]>();
  #count = 0;

  put(value: unknown, atFront = false): void {
    if (this.#count >= MOST) return;
    this.#count++;
    const context = state.context.get();
    const same = this.#waiting.get(value);
    if (same === undefined) this.#waiting.set(value, [context]);
    else if (atFront) same.unshift(context);
    else same.push(context);
  }

  has(value: unknown): boolean {
    return this.#waiting.has(value);
  }

  /** undefined where nobody put it here, or outside any context. */
  take(value: unknown): Span | undefined {
    const same = this.#waiting.get(value);
    if (same === undefined) return undefined;
    this.#count--;
    if (same.length === 1) this.#waiting.delete(value);
    return same.shift();
  }

  /** The context of several, where it is one trace's; else none. */
  takeAll(values: readonly unknown[]): Span | undefined {
    const contexts = values.map((value) => this.take(value));
    const [first] = contexts;
    return contexts.every((it) => it?.trace === first?.trace) ? first : undefined;
  }
}

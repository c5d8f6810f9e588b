/**
 * Lines whose next calls are recorded with what was said, because somebody asked for it on the page. Programs hear
 * of it in the answer to their next spans, at most a second later while they run; see the runtime's live-view.ts.
 */
import { randomUUID } from 'node:crypto';

/** A request that nobody takes back ends by itself, in milliseconds. */
const LASTING = 10 * 60_000;
const MOST = 20;

export interface Capture {
  readonly id: string;
  /** `file:line` */
  readonly place: string;
  /** Unix milliseconds. */
  readonly since: number;
}

export class Captures {
  #all: Capture[] = [];

  list(): readonly Capture[] {
    this.#all = this.#all.filter(({ since }) => Date.now() - since < LASTING);
    return this.#all;
  }

  ask(place: string): void {
    this.#all = this.list().filter((it) => it.place !== place);
    this.#all.push({ id: randomUUID().slice(0, 8), place, since: Date.now() });
    this.#all = this.#all.slice(-MOST);
  }

  stop(place: string): void {
    this.#all = this.#all.filter((it) => it.place !== place);
  }

  /** The header's value: `on src%2Fllm.ts:12=1f3b0c5a`. */
  header(): string {
    const asked = this.list().map(({ id, place }) => {
      const [, file = '', line = ''] = /^(.*):(\d+)$/.exec(place) ?? [];
      return `${encodeURIComponent(file)}:${line}=${id}`;
    });
    return ['on', ...asked].join(' ');
  }
}

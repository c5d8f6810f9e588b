/**
 * Server-sent events: which traces changed, never what they hold. Told at most ten times a second; who comes back
 * with `Last-Event-ID` and missed more than is remembered is told to look again.
 */
import type { ServerResponse } from 'node:http';
import type { TraceChange } from '../store/store.ts';

const EVERY = 100;
const REMEMBERED = 2000;
const AT_ONCE = 500;
const HEARTBEAT = 20_000;

interface Listening {
  readonly response: ServerResponse;
  last: number;
}

export class LiveUpdates {
  readonly #listening = new Set<Listening>();
  #recent: { readonly id: number; readonly change: TraceChange }[] = [];
  #next = Date.now();
  #timer: NodeJS.Timeout | undefined;
  readonly #heart: NodeJS.Timeout;

  constructor() {
    this.#heart = setInterval(() => {
      for (const { response } of this.#listening) response.write(': still here\n\n');
    }, HEARTBEAT);
    this.#heart.unref();
  }

  tell(changes: readonly TraceChange[]): void {
    for (const change of changes) this.#recent.push({ id: this.#next++, change });
    if (changes.length === 0) this.#recent.push({ id: this.#next++, change: { traceId: '', version: 0 } });
    if (this.#recent.length > REMEMBERED * 2) this.#recent = this.#recent.slice(-REMEMBERED);
    this.#timer ??= setTimeout(() => this.#send(), EVERY);
  }

  listen(response: ServerResponse, lastEventId: string): void {
    const listening: Listening = { response, last: Number(lastEventId) || this.#next - 1 };
    this.#listening.add(listening);
    response.on('close', () => this.#listening.delete(listening));
    response.write(`retry: 1000\nid: ${listening.last}\nevent: hello\ndata: {}\n\n`);
    this.#sendTo(listening);
  }

  close(): void {
    clearInterval(this.#heart);
    clearTimeout(this.#timer);
    for (const { response } of this.#listening) response.end();
  }

  #send(): void {
    this.#timer = undefined;
    for (const listening of this.#listening) this.#sendTo(listening);
  }

  #sendTo(listening: Listening): void {
    const missed = (this.#recent[0]?.id ?? this.#next) > listening.last + 1;
    const news = this.#recent.filter(({ id }) => id > listening.last);
    if (news.length === 0) return;
    const last = news.at(-1)?.id ?? listening.last;
    listening.last = last;
    const traces = [...new Map(news.map(({ change }) => [change.traceId, change])).values()];
    const all = missed || traces.length > AT_ONCE || traces.some(({ traceId }) => traceId === '');
    const data = JSON.stringify(all ? { all: true } : { traces });
    // A reader that does not read is told again when it does.
    if (listening.response.writableLength < 1_000_000)
      listening.response.write(`id: ${last}\nevent: traces\ndata: ${data}\n\n`);
  }
}

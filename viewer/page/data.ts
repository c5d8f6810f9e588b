/** What the server knows, asked when it is looked at and again when it changed. */
import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../api/snapshot.ts';

export type Asking = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Counts changes of any trace; each second at most. */
export const changes: Signal<number> = signal(0);
/** How many times each trace changed, as far as we were told. */
export const versions: Map<string, number> = new Map();
export const connected: Signal<boolean> = signal(false);

const embedded = document.getElementById('snapshot')?.textContent;
export const snapshot: Snapshot | undefined = embedded ? (JSON.parse(embedded) as Snapshot) : undefined;

const searchOf = (asking: Asking): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(asking)) {
    for (const each of typeof value === 'string' ? [value] : (value ?? []))
      if (each !== '') search.append(key, each);
  }
  return search.toString();
};

/** Rejects with the server's own words. */
export async function ask<T>(name: string, asking: Asking = {}, signalOfEnd?: AbortSignal): Promise<T> {
  const search = searchOf(asking);
  if (snapshot !== undefined) {
    const answer = snapshot.answers[`${name}?${search}`];
    if (answer === undefined) throw new Error('This file does not hold that.');
    return answer as T;
  }
  const answer = await fetch(
    `/api/${name}${search === '' ? '' : `?${search}`}`,
    signalOfEnd ? { signal: signalOfEnd } : {},
  );
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return (await answer.json()) as T;
}

/** Does something; what came of it, or the server's own words. */
export async function act<T>(name: string, asking: Asking = {}, body?: Blob): Promise<T> {
  const search = searchOf(asking);
  const answer = await fetch(`/api/${name}?${search}`, { method: 'POST', ...(body && { body }) });
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return (await answer.json()) as T;
}

export interface Answered<T> {
  readonly data: T | undefined;
  readonly error: string;
  /** Nothing to show yet. */
  readonly pending: boolean;
}

/** What was there stays until what is new has come. `version` other than before: asked again. */
export function useAnswer<T>(name: string, asking: Asking, version: number | string = 0): Answered<T> {
  const key = `${name}?${searchOf(asking)}`;
  const [state, setState] = useState<{ key: string; data?: T; error: string }>({ key: '', error: '' });
  useEffect(() => {
    if (name === '') return;
    const ending = new AbortController();
    ask<T>(name, asking, ending.signal).then(
      (data) => setState({ key, data, error: '' }),
      (error: Error) => {
        if (!ending.signal.aborted) setState((before) => ({ ...before, key, error: error.message }));
      },
    );
    return () => ending.abort();
  }, [key, version]);
  return { data: state.data, error: state.error, pending: state.data === undefined && state.error === '' };
}

/** Keeps to the server's events; a page that nobody sees hears nothing. */
export function listenToChanges(): void {
  if (snapshot !== undefined) return;
  const events = new EventSource('/api/events');
  let waiting: ReturnType<typeof setTimeout> | undefined;
  events.addEventListener('hello', () => {
    if (!connected.peek()) changes.value++;
    connected.value = true;
  });
  events.addEventListener('error', () => {
    connected.value = false;
  });
  events.addEventListener('traces', (event) => {
    const news = JSON.parse((event as MessageEvent<string>).data) as {
      all?: true;
      traces?: { traceId: string; version: number }[];
    };
    for (const { traceId, version } of news.traces ?? []) versions.set(traceId, version);
    if (versions.size > 10_000) versions.clear();
    // The first at once, the others together.
    if (waiting !== undefined) return;
    changes.value++;
    waiting = setTimeout(() => {
      waiting = undefined;
      changes.value++;
    }, 500);
  });
}

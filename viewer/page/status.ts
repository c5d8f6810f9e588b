/** How the server is: asked when traces change, and once in a while. */
import { type Signal, signal } from '@preact/signals';
import type { StoreStatus } from '../store/store.ts';
import { act, ask, changes, connected, snapshot } from './data.ts';

export interface ViewerStatus extends StoreStatus {
  readonly url: string;
  readonly grpc: string;
  readonly builds: number;
  /** `file:line` of calls that are recorded with what is said, while somebody here wants it. */
  readonly captures: readonly string[];
}

export const status: Signal<ViewerStatus | undefined> = signal(undefined);

const EVERY = 5000;

export async function refreshStatus(): Promise<void> {
  try {
    status.value = await ask<ViewerStatus>('status');
  } catch {
    connected.value = false;
  }
}

/** Asks programs for what is said in the next calls of a line, `file:line`, or no longer. */
export async function askContents(site: string, on: boolean): Promise<void> {
  await act('capture', { site, on: on ? '1' : '0' });
  await refreshStatus();
}

export function watchStatus(): void {
  if (snapshot !== undefined) return;
  void refreshStatus();
  setInterval(() => {
    if (!document.hidden) void refreshStatus();
  }, EVERY);
  changes.subscribe(() => void refreshStatus());
}

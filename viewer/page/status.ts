/** How the server is: asked when traces change, and once in a while. */
import { type Signal, signal } from '@preact/signals';
import type { StoreStatus } from '../store/store.ts';
import { ask, changes, connected, snapshot } from './data.ts';

export interface ViewerStatus extends StoreStatus {
  readonly url: string;
  readonly grpc: string;
  readonly builds: number;
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

export function watchStatus(): void {
  if (snapshot !== undefined) return;
  void refreshStatus();
  setInterval(() => {
    if (!document.hidden) void refreshStatus();
  }, EVERY);
  changes.subscribe(() => void refreshStatus());
}

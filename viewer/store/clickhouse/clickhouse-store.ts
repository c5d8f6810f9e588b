import type { Store } from '../store.ts';
export const ClickhouseStore = class {
  constructor(_url: string) {
    throw new Error('later');
  }
} as unknown as new (
  url: string,
) => Store;

import { swallow } from './swallow.ts';

/** What `read` gives; undefined where it throws: what we are given may have any shape. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return swallow(error);
  }
}

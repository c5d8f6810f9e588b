import { swallow } from '../swallow.ts';

/** What `read` gives; undefined where a getter or a proxy of the author's throws. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return swallow(error);
  }
}

import type { SiteText } from '../site.ts';
import { handler } from './handler.ts';

/** What a Worker's default export can be asked to do, and has a request for. */
const ENTRIES = ['fetch'];

/**
 * `export default { fetch(request) { … } }`: the object stays the one that was written, and its entries
 * go through `handler`. Not in place: workerd cannot enter a context, only run a function in one.
 */
export function entries<T>(site: SiteText, object: T): T {
  const members = object as Record<string, unknown>;
  for (const name of ENTRIES) {
    const entry: unknown = Object.getOwnPropertyDescriptor(members, name)?.value;
    if (typeof entry === 'function') members[name] = handler(site, entry);
  }
  return object;
}

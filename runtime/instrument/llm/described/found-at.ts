/** Where a rule says that something stands: `0.input.id|0.id`, the first path that leads to anything. */
import { fieldsOf } from '../../../platform/unknown.ts';

/** `*` is the value itself. */
export function foundAt(root: unknown, paths: string | undefined): unknown {
  for (const path of paths?.split('|') ?? []) {
    let value = root;
    for (const key of path.split('.')) if (key !== '*') value = fieldsOf(value)[key];
    if (value != null) return value;
  }
  return undefined;
}

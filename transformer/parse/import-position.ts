import { isDirective } from './directive.ts';
import type { Program } from './tree.ts';

/** Where an import is inserted: after hashbang and directives, on the line of the first statement. */
export function importPosition({ body }: Program): number {
  const first = body.find((statement) => !isDirective(statement));
  return first?.start ?? body.at(-1)?.end ?? 0;
}

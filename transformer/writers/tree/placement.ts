/** Where the marks of an order fall in one tree. An edit that misses a node is refused as a whole. */
import type { Edit } from '../../edit.ts';
import type { Range } from '../../site.ts';
import { type Job, keyOf, type Mark, type Role } from './node-edits.ts';

/** The nodes that an order asks for, and where it is worth looking for them. */
export class Wanted {
  readonly #keys: Set<string>;
  readonly #starts: readonly number[];

  /** `alsoAt`: where else a node of a place can begin, in a tree that knows no parentheses. */
  constructor(jobs: readonly Job[], alsoAt: (start: number) => readonly number[] = () => []) {
    const places = jobs.flatMap((job) => job.places);
    this.#keys = new Set(places.map(({ role, range }) => keyOf(role, range)));
    this.#starts = places.flatMap(({ range: { start } }) => [start, ...alsoAt(start)]).sort((a, b) => a - b);
  }

  /** True where a node of this range could hold a wanted one. */
  reaches({ start, end }: Range): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) < start) low = middle + 1;
      else high = middle;
    }
    return (this.#starts[low] ?? Number.POSITIVE_INFINITY) < end;
  }

  has(role: Role, range: Range): boolean {
    return this.#keys.has(keyOf(role, range));
  }
}

export interface Placed<N> {
  /** What becomes of each node, outermost first. */
  readonly marks: ReadonlyMap<N, readonly Mark[]>;
  readonly refused: readonly Edit[];
}

export function place<N>(jobs: readonly Job[], find: (role: Role, range: Range) => N | undefined): Placed<N> {
  const marks = new Map<N, Mark[]>();
  const refused: Edit[] = [];
  for (const { edits, places } of jobs) {
    const nodes = places.map(({ role, range }) => find(role, range));
    if (nodes.includes(undefined)) refused.push(...edits);
    else for (const [index, { mark }] of places.entries()) add(marks, nodes[index] as N, mark);
  }
  return { marks, refused };
}

function add<N>(marks: Map<N, Mark[]>, node: N, mark: Mark): void {
  const known = marks.get(node);
  if (known === undefined) marks.set(node, [mark]);
  else known.push(mark);
}

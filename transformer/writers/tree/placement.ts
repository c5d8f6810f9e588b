/** Finds the nodes of one tree that a plan edits. An edit that misses a node is refused as a whole. */
import type { Edit } from '../../edit.ts';
import type { Range } from '../../site.ts';
import { type EditGroup, type NodeEdit, type Role, targetKey } from './node-edits.ts';

/** The targets of a plan, and which subtrees can contain one. */
export class TargetSet {
  readonly #keys: Set<string>;
  readonly #starts: readonly number[];

  /** `alsoAt`: where else the node of a target can begin, in a tree without nodes for parentheses. */
  constructor(groups: readonly EditGroup[], alsoAt: (start: number) => readonly number[] = () => []) {
    const targets = groups.flatMap((group) => group.targets);
    this.#keys = new Set(targets.map(({ role, range }) => targetKey(role, range)));
    this.#starts = targets.flatMap(({ range: { start } }) => [start, ...alsoAt(start)]).sort((a, b) => a - b);
  }

  /** Whether a node of this range could contain a target. */
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
    return this.#keys.has(targetKey(role, range));
  }
}

export interface Placement<N> {
  /** The edits of each node, outermost first. */
  readonly nodeEdits: ReadonlyMap<N, readonly NodeEdit[]>;
  readonly refused: readonly Edit[];
}

export function placeEdits<N>(
  groups: readonly EditGroup[],
  find: (role: Role, range: Range) => N | undefined,
): Placement<N> {
  const nodeEdits = new Map<N, NodeEdit[]>();
  const refused: Edit[] = [];
  for (const { edits, targets } of groups) {
    const nodes = targets.map(({ role, range }) => find(role, range));
    if (nodes.includes(undefined)) refused.push(...edits);
    else
      for (const [index, { nodeEdit }] of targets.entries())
        addNodeEdit(nodeEdits, nodes[index] as N, nodeEdit);
  }
  return { nodeEdits, refused };
}

function addNodeEdit<N>(nodeEdits: Map<N, NodeEdit[]>, node: N, nodeEdit: NodeEdit): void {
  const known = nodeEdits.get(node);
  if (known === undefined) nodeEdits.set(node, [nodeEdit]);
  else known.push(nodeEdit);
}

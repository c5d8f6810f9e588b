/**
 * A trace as a tree in pre-order: arrays, one pass, no recursion, so that 100,000 spans cost what 100,000 spans
 * must. Row `r`'s subtree is `r … end[r] - 1`; to collapse it is to skip it.
 */
import type { Skeleton } from '../store/queries/trace.ts';

export interface SpanTree {
  /** The span's index in the skeleton; -1 for a ghost: a parent that has not come. */
  readonly span: Int32Array;
  readonly depth: Int32Array;
  readonly end: Int32Array;
  /** The parent's row, -1 for a root. */
  readonly parent: Int32Array;
  /** Microseconds since the trace's start, after skew was taken out. */
  readonly start: Float64Array;
  readonly duration: Float64Array;
  /** Microseconds by which a row was moved, 0 for most: its clock is not its parent's. */
  readonly shift: Float64Array;
  /** The ids of ghosts by row. */
  readonly ghosts: ReadonlyMap<number, string>;
  /** A span's row by its index in the skeleton. */
  readonly rowOf: Int32Array;
}

/** Microseconds that clocks of one machine may differ by. */
const TOLERANCE = 200;
const SERVER = 2;
const CLIENT = 3;

export function buildTree(skeleton: Skeleton, correctSkew = true): SpanTree {
  const spans = skeleton.spanId.length;
  const { first, next, roots, ghostIds } = linkSpans(skeleton);
  const count = spans + ghostIds.length;
  const tree = {
    span: new Int32Array(count),
    depth: new Int32Array(count),
    end: new Int32Array(count),
    parent: new Int32Array(count).fill(-1),
    start: new Float64Array(count),
    duration: new Float64Array(count),
    shift: new Float64Array(count),
    ghosts: new Map<number, string>(),
    rowOf: new Int32Array(spans).fill(-1),
  };
  const seen = new Uint8Array(count);
  // A stack of nodes, and beside each its parent's row. Nodes are spans' indexes, and ghosts beyond them.
  const nodes = new Int32Array(count + 1);
  const parents = new Int32Array(count + 1);
  let row = 0;
  const place = (root: number): void => {
    let top = 0;
    nodes[0] = root;
    parents[0] = -1;
    seen[root] = 1;
    while (top >= 0) {
      const node = nodes[top] as number;
      const parent = parents[top--] as number;
      tree.parent[row] = parent;
      tree.depth[row] = parent < 0 ? 0 : (tree.depth[parent] as number) + 1;
      tree.span[row] = node < spans ? node : -1;
      if (node < spans) placeSpan(skeleton, tree, row, node, correctSkew);
      else tree.ghosts.set(row, ghostIds[node - spans] as string);
      // Linked from the last child to the first, so that the first is the next to come off the stack.
      for (let child = first[node] as number; child >= 0; child = next[child] as number) {
        if (seen[child] === 1) continue; // a circle of parents ends here
        seen[child] = 1;
        nodes[++top] = child;
        parents[top] = row;
      }
      row++;
    }
  };
  for (const root of roots) place(root);
  // What no root leads to is a circle of parents: its first span stands for a root.
  for (let node = 0; row < count && node < count; node++) if (seen[node] === 0) place(node);
  closeRows(tree);
  spanGhosts(tree);
  return tree;
}

interface Links {
  /** Of each node its last child, and of each child the one before it; -1 for none. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly roots: readonly number[];
  readonly ghostIds: readonly string[];
}

/** Spans come in the order of their start, and so do the children of each. */
function linkSpans({ spanId, parentId }: Skeleton): Links {
  const spans = spanId.length;
  const nodeOf = new Map<string, number>();
  for (let index = 0; index < spans; index++) nodeOf.set(spanId[index] as string, index);
  const parents = new Int32Array(spans);
  const roots: number[] = [];
  const ghostIds: string[] = [];
  for (let index = 0; index < spans; index++) {
    const id = parentId[index] as string;
    let parent = id === '' ? -1 : nodeOf.get(id);
    if (parent === undefined) {
      parent = spans + ghostIds.length;
      ghostIds.push(id);
      nodeOf.set(id, parent);
      roots.push(parent);
    }
    if (parent < 0) roots.push(index);
    parents[index] = parent;
  }
  const first = new Int32Array(spans + ghostIds.length).fill(-1);
  const next = new Int32Array(spans).fill(-1);
  for (let index = 0; index < spans; index++) {
    const parent = parents[index] as number;
    if (parent < 0) continue;
    next[index] = first[parent] as number;
    first[parent] = index;
  }
  return { first, next, roots, ghostIds };
}

type Building = { -readonly [K in keyof SpanTree]: SpanTree[K] };

/** A server's span that begins before its client's, or after its end, runs on another clock. */
function placeSpan(
  skeleton: Skeleton,
  tree: Building,
  row: number,
  index: number,
  correctSkew: boolean,
): void {
  const parent = tree.parent[row] as number;
  const duration = skeleton.duration[index] as number;
  let shift = parent < 0 ? 0 : (tree.shift[parent] as number);
  const above = parent < 0 ? -1 : (tree.span[parent] as number);
  if (correctSkew && above >= 0) {
    const isHop = skeleton.kind[index] === SERVER && skeleton.kind[above] === CLIENT;
    const start = (skeleton.start[index] as number) + shift;
    const [from, room] = [tree.start[parent] as number, tree.duration[parent] as number];
    // Ending after it is no sign: a client may be done with the first bytes.
    const outside = start < from - TOLERANCE || start > from + room;
    if (isHop && outside && duration <= room) shift += from + (room - duration) / 2 - start;
  }
  tree.shift[row] = shift;
  tree.start[row] = (skeleton.start[index] as number) + shift;
  tree.duration[row] = duration;
  tree.rowOf[index] = row;
}

/** Where each subtree ends: from the last row up, each tells its parent. */
function closeRows({ end, parent }: Building): void {
  for (let row = end.length - 1; row >= 0; row--) {
    end[row] = Math.max(end[row] as number, row + 1);
    const above = parent[row] as number;
    if (above >= 0) end[above] = Math.max(end[above] as number, end[row] as number);
  }
}

/** A ghost lasts as long as what is below it. */
function spanGhosts({ ghosts, end, start, duration }: Building): void {
  for (const row of ghosts.keys()) {
    let [from, to] = [Number.POSITIVE_INFINITY, 0];
    for (let below = row + 1; below < (end[row] as number); below++) {
      from = Math.min(from, start[below] as number);
      to = Math.max(to, (start[below] as number) + (duration[below] as number));
    }
    start[row] = Number.isFinite(from) ? from : 0;
    duration[row] = Math.max(0, to - (start[row] as number));
  }
}

/** The rows directly below `row`, in order; `-1`: the roots. */
export function* childRows(tree: SpanTree, row: number): Generator<number> {
  const last = row < 0 ? tree.span.length : (tree.end[row] as number);
  for (let at = row + 1; at < last; at = tree.end[at] as number) yield at;
}

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
  /** A row's child rows, in their order. */
  readonly rowOf: Int32Array;
}

/** Microseconds that clocks of one machine may differ by. */
const TOLERANCE = 200;
const SERVER = 2;
const CLIENT = 3;

export function buildTree(skeleton: Skeleton, correctSkew = true): SpanTree {
  const { children, roots, ghostIds } = linkSpans(skeleton);
  const count = skeleton.spanId.length + ghostIds.length;
  const tree = {
    span: new Int32Array(count),
    depth: new Int32Array(count),
    end: new Int32Array(count),
    parent: new Int32Array(count).fill(-1),
    start: new Float64Array(count),
    duration: new Float64Array(count),
    shift: new Float64Array(count),
    ghosts: new Map<number, string>(),
    rowOf: new Int32Array(skeleton.spanId.length),
  };
  // A node is a span's index, or that of a ghost beyond them; the stack holds nodes and their parents' rows.
  const stack: [node: number, parent: number][] = roots.map((node): [number, number] => [node, -1]).reverse();
  let row = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, parent] = top;
    const isGhost = node >= skeleton.spanId.length;
    tree.span[row] = isGhost ? -1 : node;
    tree.parent[row] = parent;
    tree.depth[row] = parent < 0 ? 0 : (tree.depth[parent] as number) + 1;
    if (isGhost) tree.ghosts.set(row, ghostIds[node - skeleton.spanId.length] as string);
    else placeSpan(skeleton, tree, row, node, correctSkew);
    const below = children[node] ?? [];
    for (let index = below.length - 1; index >= 0; index--) stack.push([below[index] as number, row]);
    row++;
  }
  closeRows(tree);
  spanGhosts(tree);
  return tree;
}

interface Links {
  readonly children: (number[] | undefined)[];
  readonly roots: number[];
  readonly ghostIds: string[];
}

/** Spans come in the order of their start, and so do the children of each. */
function linkSpans({ spanId, parentId }: Skeleton): Links {
  const indexOf = new Map(spanId.map((id, index) => [id, index]));
  const children: (number[] | undefined)[] = new Array(spanId.length);
  const roots: number[] = [];
  const ghosts = new Map<string, number>();
  for (let index = 0; index < spanId.length; index++) {
    const id = parentId[index] as string;
    let parent = id === '' ? -1 : (indexOf.get(id) ?? ghosts.get(id));
    if (parent === undefined) {
      parent = spanId.length + ghosts.size;
      ghosts.set(id, parent);
      roots.push(parent);
    }
    if (parent < 0) roots.push(index);
    else {
      const siblings = children[parent];
      if (siblings === undefined) children[parent] = [index];
      else siblings.push(index);
    }
  }
  breakCircles(children, roots, spanId.length + ghosts.size);
  return { children, roots, ghostIds: [...ghosts.keys()] };
}

/** What no root leads to is a circle of parents: its first span becomes a root. */
function breakCircles(children: (number[] | undefined)[], roots: number[], count: number): void {
  const seen = new Uint8Array(count);
  const visit = (root: number): void => {
    const stack = [root];
    seen[root] = 1;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const below = (children[node] ?? []).filter((child) => seen[child] === 0);
      if (below.length !== (children[node]?.length ?? 0)) children[node] = below;
      for (const child of below) {
        seen[child] = 1;
        stack.push(child);
      }
    }
  };
  for (const root of roots) visit(root);
  for (let node = 0; node < count; node++) {
    if (seen[node] === 1) continue;
    roots.push(node);
    visit(node);
  }
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

import { childRows, type SpanTree } from './span-tree.ts';

/** Where the time of a trace went: parts of rows, each `[row, from, to]` in microseconds, the latest first. */
export type PathPart = readonly [row: number, from: number, to: number];

/**
 * From the end back: whichever child ended last before the moment held the parent up; before that child began, its
 * own ones count. What no child explains is the row's own.
 */
export function criticalPath(tree: SpanTree): PathPart[] {
  const parts: PathPart[] = [];
  const stack: { row: number; until: number }[] = [];
  let longest = -1;
  for (const root of childRows(tree, -1)) {
    if (longest < 0 || (tree.duration[root] as number) > (tree.duration[longest] as number)) longest = root;
  }
  if (longest >= 0) stack.push({ row: longest, until: endOf(tree, longest) });
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { row } = top;
    let { until } = top;
    const from = tree.start[row] as number;
    const byEnd = [...childRows(tree, row)].sort((a, b) => endOf(tree, b) - endOf(tree, a));
    for (const child of byEnd) {
      const [begin, end] = [tree.start[child] as number, endOf(tree, child)];
      // What goes on after its parent did not hold it up.
      if (end > until || begin < from || end <= begin) continue;
      if (end < until) parts.push([row, end, until]);
      stack.push({ row: child, until: end });
      until = begin;
    }
    if (until > from) parts.push([row, from, until]);
  }
  return parts;
}

const endOf = (tree: SpanTree, row: number): number =>
  (tree.start[row] as number) + (tree.duration[row] as number);

/** Microseconds in which a row ran and none of its children did. */
export function selfTimes(tree: SpanTree): Float64Array {
  const own = new Float64Array(tree.span.length);
  for (let row = 0; row < own.length; row++) {
    const [from, to] = [tree.start[row] as number, endOf(tree, row)];
    // Children come in the order of their start, so one pass joins their times; skew may disturb it, and little.
    let [covered, at] = [0, from];
    for (const child of childRows(tree, row)) {
      const begin = Math.max(at, tree.start[child] as number);
      const end = Math.min(to, endOf(tree, child));
      if (end > begin) {
        covered += end - begin;
        at = end;
      }
    }
    own[row] = Math.max(0, to - from - covered);
  }
  return own;
}

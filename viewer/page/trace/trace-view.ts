/** Which rows of a trace are shown: what is collapsed is skipped by its end, what repeats is one row. */
import type { Skeleton } from '../../store/queries/trace.ts';
import { criticalPath, type PathPart, selfTimes } from '../../tree/critical-path.ts';
import { buildTree, type SpanTree } from '../../tree/span-tree.ts';

export interface TraceView {
  readonly skeleton: Skeleton;
  readonly tree: SpanTree;
  readonly self: Float64Array;
  /** From the first start to the last end, in microseconds. */
  readonly length: number;
  /** Where time is counted from: skew may lead before the trace's own start. */
  readonly origin: number;
  readonly path: readonly PathPart[];
}

/** A line of the waterfall: a row, or `fold` rows alike from `row` on. */
export interface ShownRow {
  readonly row: number;
  readonly fold: number;
}

/** Leaves alike beyond so many are one line until it is opened. */
const FOLD = 20;
/** Longer traces show no critical path: its sorting would be felt. */
const PATH_LIMIT = 300_000;

export function viewOfTrace(skeleton: Skeleton, correctSkew: boolean): TraceView {
  const tree = buildTree(skeleton, correctSkew);
  let [origin, end] = [0, 1];
  for (let row = 0; row < tree.span.length; row++) {
    origin = Math.min(origin, tree.start[row] as number);
    end = Math.max(end, (tree.start[row] as number) + (tree.duration[row] as number));
  }
  const path = tree.span.length < PATH_LIMIT ? criticalPath(tree) : [];
  return { skeleton, tree, self: selfTimes(tree), length: end - origin, origin, path };
}

export function shownRows(
  { skeleton, tree }: TraceView,
  closed: ReadonlySet<number>,
  unfolded: ReadonlySet<number>,
): ShownRow[] {
  const shown: ShownRow[] = [];
  for (let row = 0; row < tree.span.length; ) {
    const alike = countAlike(skeleton, tree, row);
    if (alike > FOLD && !unfolded.has(row)) shown.push({ row, fold: alike });
    else for (let each = row; each < row + alike; each++) shown.push({ row: each, fold: 0 });
    row = alike > 1 ? row + alike : closed.has(row) ? (tree.end[row] as number) : row + 1;
  }
  return shown;
}

/** How many leaves from `row` on have one parent, service and name; 1 for a row that has children. */
function countAlike({ name, service }: Skeleton, { span, end, parent }: SpanTree, row: number): number {
  const own = span[row] as number;
  if (own < 0 || end[row] !== row + 1) return 1;
  const isAlike = (at: number): boolean => {
    const other = span[at] as number;
    return (
      end[at] === at + 1 &&
      parent[at] === parent[row] &&
      other >= 0 &&
      name[other] === name[own] &&
      service[other] === service[own]
    );
  };
  let at = row + 1;
  while (at < span.length && isAlike(at)) at++;
  return at - row;
}

export const wordAt = ({ words }: Skeleton, list: readonly number[], index: number): string =>
  words[list[index] ?? -1] ?? '';

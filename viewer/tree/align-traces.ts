/**
 * Two traces side by side, by call site: a span's key is its place in the source where that is known (file,
 * function and name: moved lines do not matter), else service and name; the n-th of a key meets the n-th.
 */
import type { Skeleton } from '../store/queries/trace.ts';
import { buildTree, childRows, type SpanTree } from './span-tree.ts';

export interface ComparedSide {
  readonly spanId: string;
  readonly duration: number;
  readonly status: number;
  readonly tokens: number;
  readonly cost: number;
}

export interface ComparedRow {
  readonly depth: number;
  readonly service: string;
  readonly name: string;
  readonly site: string;
  readonly a: ComparedSide | null;
  readonly b: ComparedSide | null;
}

interface Side {
  readonly skeleton: Skeleton;
  readonly tree: SpanTree;
}

const MOST = 5000;

export function alignTraces(first: Skeleton, second: Skeleton): ComparedRow[] {
  const [a, b] = [first, second].map((skeleton) => ({ skeleton, tree: buildTree(skeleton) })) as [Side, Side];
  const rows: ComparedRow[] = [];
  const stack: [rowA: number, rowB: number, depth: number][] = pairsBelow(a, -1, b, -1).map(([x, y]) => [
    x,
    y,
    0,
  ]);
  stack.reverse();
  for (let top = stack.pop(); top !== undefined && rows.length < MOST; top = stack.pop()) {
    const [rowA, rowB, depth] = top;
    const [side, row] = rowA >= 0 ? [a, rowA] : [b, rowB];
    rows.push({ depth, ...labelOf(side, row), a: sideOf(a, rowA), b: sideOf(b, rowB) });
    const below = pairsBelow(a, rowA, b, rowB);
    for (const [x, y] of below.reverse()) stack.push([x, y, depth + 1]);
  }
  return rows;
}

/** Children of both, joined; -1 where one has none. A row of -1 that is no root has no children. */
function pairsBelow(a: Side, rowA: number, b: Side, rowB: number): [number, number][] {
  const top = rowA < 0 && rowB < 0;
  const ofA = rowA >= 0 || top ? [...childRows(a.tree, rowA)] : [];
  const waiting = Map.groupBy(rowB >= 0 || top ? childRows(b.tree, rowB) : [], (row) => keyOf(b, row));
  const pairs = ofA.map((row): [number, number] => [row, waiting.get(keyOf(a, row))?.shift() ?? -1]);
  const onlyB = [...waiting.values()].flat().sort((x, y) => x - y);
  return [...pairs, ...onlyB.map((row): [number, number] => [-1, row])];
}

function keyOf(side: Side, row: number): string {
  const { service, name, site } = labelOf(side, row);
  const place = /^(.*):\d+#(.*)$/.exec(site);
  return place === null ? `${service} ${name}` : `${service} ${place[1]}#${place[2]} ${name}`;
}

function labelOf({ skeleton, tree }: Side, row: number): { service: string; name: string; site: string } {
  const index = tree.span[row] as number;
  const word = (list: readonly number[]): string => skeleton.words[list[index] ?? -1] ?? '';
  if (index < 0) return { service: '', name: 'a span that has not come', site: '' };
  return { service: word(skeleton.service), name: word(skeleton.name), site: word(skeleton.site) };
}

function sideOf({ skeleton, tree }: Side, row: number): ComparedSide | null {
  if (row < 0) return null;
  const index = tree.span[row] as number;
  return {
    spanId: skeleton.spanId[index] ?? '',
    duration: tree.duration[row] as number,
    status: skeleton.status[index] ?? 0,
    tokens: (skeleton.input[index] ?? 0) + (skeleton.output[index] ?? 0),
    cost: skeleton.cost[index] ?? 0,
  };
}

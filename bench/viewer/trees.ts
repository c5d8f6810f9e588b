/** A trace's rows in order with their guides: ours, and the way that costs the square. */

import type { Skeleton } from '../../viewer/store/queries/trace.ts';
import { buildTree } from '../../viewer/tree/span-tree.ts';
import { type Row, round } from '../lib/report.ts';

const hex = (number: number): string => number.toString(16).padStart(16, '0');

function skeletonOf(count: number): Skeleton {
  const list = <T>(make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  return {
    words: ['app', 'work'],
    spanId: list(hex),
    parentId: list((index) => (index === 0 ? '' : hex(Math.floor((index - 1) / 10)))),
    service: list(() => 0),
    name: list(() => 1),
    kind: list(() => 1),
    start: list((index) => index),
    duration: list(() => 100),
  } as unknown as Skeleton;
}

export function treeRows(rounds: number): Row[] {
  const ours = [10_000, 100_000].map((count) => ({
    what: `tree of ${count} spans`,
    ms: fastest(rounds, skeletonOf(count), buildTree),
  }));
  const slices = [10_000, 40_000].map((count) => ({
    what: `tree of ${count} spans, guides by slices (as otel-desktop-viewer 0.3)`,
    ms: fastest(1, skeletonOf(count), guidesBySlices),
  }));
  return [...ours, ...slices];
}

function fastest(rounds: number, skeleton: Skeleton, work: (skeleton: Skeleton) => unknown): number {
  const times = Array.from({ length: Math.max(1, rounds) }, () => {
    const start = performance.now();
    work(skeleton);
    return performance.now() - start;
  });
  return round(Math.min(...times), 1);
}

/** For each row, whether a later row is its sibling: the rest of the list is copied and searched each time. */
function guidesBySlices(skeleton: Skeleton): boolean[] {
  const tree = buildTree(skeleton);
  const rows = Array.from(tree.parent, (parent, row) => ({ parent, row }));
  return rows.map(({ parent }, row) => rows.slice(row + 1).some((later) => later.parent === parent));
}

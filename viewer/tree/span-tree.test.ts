import { expect, it } from 'vitest';
import type { Skeleton } from '../store/queries/trace.ts';
import { alignTraces } from './align-traces.ts';
import { criticalPath, selfTimes } from './critical-path.ts';
import { buildTree, type SpanTree } from './span-tree.ts';

interface Row {
  readonly id: string;
  readonly parent?: string;
  readonly name?: string;
  readonly service?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly kind?: number;
  readonly site?: string;
}

function skeletonOf(rows: readonly Row[]): Skeleton {
  const words: string[] = [];
  const word = (text: string | undefined): number => {
    if (text === undefined) return -1;
    if (!words.includes(text)) words.push(text);
    return words.indexOf(text);
  };
  const sorted = [...rows].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const of = <T>(read: (row: Row) => T): T[] => sorted.map(read);
  const zero = of(() => 0);
  return {
    trace: {} as Skeleton['trace'],
    words,
    spanId: of(({ id }) => id),
    parentId: of(({ parent = '' }) => parent),
    service: of(({ service = 'app' }) => word(service)),
    name: of(({ name, id }) => word(name ?? id)),
    kind: of(({ kind = 1 }) => kind),
    start: of(({ start = 0 }) => start),
    duration: of(({ duration = 100 }) => duration),
    status: zero,
    unfinished: zero,
    operation: zero.map(() => -1),
    model: zero.map(() => -1),
    usage: zero,
    input: zero.map(() => null),
    output: zero.map(() => null),
    cost: zero.map(() => null),
    firstChunk: zero.map(() => null),
    site: of(({ site }) => word(site)),
    left: 0,
  };
}

function drawn(skeleton: Skeleton, tree: SpanTree = buildTree(skeleton)): string[] {
  return [...tree.span].map(
    (span, row) =>
      `${'  '.repeat(tree.depth[row]!)}${span < 0 ? `?${tree.ghosts.get(row)}` : skeleton.spanId[span]}`,
  );
}

it('puts spans in pre-order, children by their start', () => {
  const skeleton = skeletonOf([
    { id: 'a' },
    { id: 'c', parent: 'a', start: 20 },
    { id: 'b', parent: 'a', start: 10 },
    { id: 'd', parent: 'b', start: 15 },
  ]);
  const tree = buildTree(skeleton);
  expect(drawn(skeleton, tree)).toEqual(['a', '  b', '    d', '  c']);
  expect([...tree.end]).toEqual([4, 3, 3, 4]);
});

it('shows a parent that has not come, once for all of its children', () => {
  const skeleton = skeletonOf([
    { id: 'a', parent: 'gone', start: 5, duration: 10 },
    { id: 'b', parent: 'gone', start: 30, duration: 10 },
    { id: 'c', parent: 'a', start: 6 },
  ]);
  const tree = buildTree(skeleton);
  expect(drawn(skeleton, tree)).toEqual(['?gone', '  a', '    c', '  b']);
  expect([tree.start[0], tree.duration[0]]).toEqual([5, 101]);
});

it('loses nobody in a circle of parents, and ends', () => {
  const skeleton = skeletonOf([
    { id: 'p', parent: 'q' },
    { id: 'q', parent: 'p' },
    { id: 'self', parent: 'self' },
    { id: 'r' },
  ]);
  expect(
    drawn(skeleton)
      .map((line) => line.trim())
      .sort(),
  ).toEqual(['p', 'q', 'r', 'self']);
});

it('moves a server whose clock is not its client’s into the call, and what is below with it', () => {
  const rows = [
    { id: 'client', kind: 3, start: 1000, duration: 1000 },
    { id: 'server', parent: 'client', kind: 2, service: 'b', start: 0, duration: 600 },
    { id: 'inner', parent: 'server', service: 'b', start: 100, duration: 100 },
  ];
  const tree = buildTree(skeletonOf(rows));
  expect([...tree.start]).toEqual([1000, 1200, 1300]);
  expect([...buildTree(skeletonOf(rows), false).start]).toEqual([1000, 0, 100]);
});

it('never moves a consumer: its message may have waited', () => {
  const tree = buildTree(
    skeletonOf([
      { id: 'p', kind: 4, start: 0, duration: 10 },
      { id: 'c', parent: 'p', kind: 5, service: 'b', start: 9000, duration: 10 },
    ]),
  );
  expect([...tree.shift]).toEqual([0, 0]);
});

it('finds the critical path: who ended last held it up', () => {
  const skeleton = skeletonOf([
    { id: 'root', start: 0, duration: 100 },
    { id: 'fast', parent: 'root', start: 10, duration: 20 },
    { id: 'slow', parent: 'root', start: 10, duration: 60 },
    { id: 'after', parent: 'root', start: 75, duration: 15 },
    { id: 'late', parent: 'root', start: 95, duration: 500 },
  ]);
  const tree = buildTree(skeleton);
  const named = criticalPath(tree).map(
    ([row, from, to]) => `${skeleton.spanId[tree.span[row]!]} ${from}-${to}`,
  );
  expect(named.sort()).toEqual(['after 75-90', 'root 0-10', 'root 70-75', 'root 90-100', 'slow 10-70']);
  expect(criticalPath(tree).reduce((sum, [, from, to]) => sum + to - from, 0)).toBe(100);
});

it('knows in which time a span ran and none of its children did', () => {
  const tree = buildTree(
    skeletonOf([
      { id: 'a', duration: 100 },
      { id: 'b', parent: 'a', start: 10, duration: 30 },
      { id: 'c', parent: 'a', start: 20, duration: 40 },
      { id: 'd', parent: 'a', start: 90, duration: 50 },
    ]),
  );
  expect([...selfTimes(tree)]).toEqual([40, 30, 40, 50]);
});

it('pairs two traces by call site, whatever line it is on now', () => {
  const before = skeletonOf([
    { id: '1', name: 'root' },
    { id: '2', parent: '1', name: 'chat', site: 'a.ts:10#ask', start: 1 },
    { id: '3', parent: '1', name: 'old', start: 2 },
  ]);
  const after = skeletonOf([
    { id: '4', name: 'root' },
    { id: '5', parent: '4', name: 'new', start: 1 },
    { id: '6', parent: '4', name: 'chat', site: 'a.ts:99#ask', start: 2 },
  ]);
  const rows = alignTraces(before, after).map(({ depth, name, a, b }) =>
    [depth, name, a?.spanId ?? '-', b?.spanId ?? '-'].join(' '),
  );
  expect(rows).toEqual(['0 root 1 4', '1 chat 2 6', '1 old 3 -', '1 new - 5']);
});

const wide = (count: number): Skeleton =>
  skeletonOf([
    { id: 's0' },
    ...Array.from({ length: count }, (_, index) => ({
      id: `s${index + 1}`,
      parent: `s${Math.floor(index / 10)}`,
      start: index + 1,
      name: 'x',
    })),
  ]);

it('takes no square of the spans, also where they stand in one chain', { timeout: 60_000 }, () => {
  const chain = (count: number): Skeleton =>
    skeletonOf(
      Array.from({ length: count }, (_, index) => ({
        id: `s${index}`,
        start: index,
        name: 'x',
        ...(index > 0 && { parent: `s${index - 1}` }),
      })),
    );
  // No clock is compared, which a busy machine would spoil: squared, 400,000 spans are 1.6e11 steps,
  // minutes on any machine, and the test's own limit ends it. As it is they take under a second.
  for (const make of [wide, chain]) {
    const tree = buildTree(make(400_000));
    expect(selfTimes(tree).length).toBeGreaterThanOrEqual(400_000);
    expect(criticalPath(tree).length, make.name).toBeGreaterThan(0);
  }
});

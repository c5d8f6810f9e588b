/**
 * Nodes in layers from the left: who is called stands right of who calls. A way over several layers takes a place
 * in each of them, so that it passes between nodes and not below them. Small maps need no more.
 */
import type { DrawnMap, DrawnNode } from '../../api/map-with-code.ts';

export interface PlacedNode {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: DrawnMap['edges'][number];
  /** From the caller's side to the called one's, with a point in each layer between. */
  readonly points: readonly Point[];
  /** It leads back to an earlier layer, or to its own. */
  readonly back: boolean;
}

export interface MapLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 212;
export const NODE_HEIGHT = 54;
const GAP_X = 120;
const GAP_Y = 26;
const PASSAGE = 18;
const MARGIN = 12;

/** A place in a layer: a node, or where an edge passes. */
interface Slot {
  readonly key: string;
  readonly node?: DrawnNode;
  readonly before: string[];
  y: number;
}

const heightOf = ({ node }: Slot): number => (node === undefined ? PASSAGE : NODE_HEIGHT);

export function layOutMap({ nodes, edges }: DrawnMap): MapLayout {
  const layers = layersOf(nodes, edges);
  const columns = columnsOf(nodes, edges, layers);
  orderColumns(columns);
  const lengths = columns.map((column) => column.reduce((sum, slot) => sum + heightOf(slot) + GAP_Y, -GAP_Y));
  const height = Math.max(...lengths, NODE_HEIGHT) + 2 * MARGIN;
  const slots = new Map<string, Slot & { x: number }>();
  for (const [layer, column] of columns.entries()) {
    let y = (height - (lengths[layer] ?? 0)) / 2;
    for (const slot of column) {
      slots.set(slot.key, { ...slot, y, x: MARGIN + layer * (NODE_WIDTH + GAP_X) });
      y += heightOf(slot) + GAP_Y;
    }
  }
  const placed = edges.flatMap((edge) => placeEdge(edge, slots, layers) ?? []);
  const deepest = placed.some(({ back }) => back) ? 50 : 0;
  return {
    nodes: [...slots.values()].flatMap(({ node, x, y }) => (node === undefined ? [] : [{ node, x, y }])),
    edges: placed,
    width: columns.length * (NODE_WIDTH + GAP_X) - GAP_X + 2 * MARGIN,
    height: height + deepest,
  };
}

type Edges = DrawnMap['edges'];

const passageKey = ({ from, to }: { from: string; to: string }, layer: number): string =>
  `${from}\n${to}\n${layer}`;

/** The longest way from a node that nobody calls; circles end after as many steps as there are nodes. */
function layersOf(nodes: readonly DrawnNode[], edges: Edges): Map<string, number> {
  const layers = new Map(nodes.map(({ id }) => [id, 0]));
  for (let step = 0, moved = true; moved && step < nodes.length; step++) {
    moved = false;
    for (const { from, to } of edges) {
      const wanted = (layers.get(from) ?? 0) + 1;
      if (from !== to && (layers.get(to) ?? 0) < wanted && wanted < nodes.length) {
        layers.set(to, wanted);
        moved = true;
      }
    }
  }
  // What only the code knows stands where its kind does.
  const last = Math.max(1, ...layers.values());
  for (const { id, kind, state } of nodes)
    if (state === 'built') layers.set(id, kind === 'service' ? 0 : last);
  return layers;
}

function columnsOf(nodes: readonly DrawnNode[], edges: Edges, layers: ReadonlyMap<string, number>): Slot[][] {
  const count = Math.max(0, ...layers.values()) + 1;
  const columns: Slot[][] = Array.from({ length: count }, () => []);
  for (const node of nodes) {
    const before = edges.filter(({ to }) => to === node.id).map((edge) => lastPassage(edge, layers));
    columns[layers.get(node.id) ?? 0]?.push({ key: node.id, node, before, y: 0 });
  }
  for (const edge of edges) {
    const [from, to] = [layers.get(edge.from) ?? 0, layers.get(edge.to) ?? 0];
    for (let layer = from + 1; layer < to; layer++) {
      const before = [layer === from + 1 ? edge.from : passageKey(edge, layer - 1)];
      columns[layer]?.push({ key: passageKey(edge, layer), before, y: 0 });
    }
  }
  return columns.filter((column) => column.some(({ node }) => node !== undefined) || column.length > 0);
}

function lastPassage(edge: { from: string; to: string }, layers: ReadonlyMap<string, number>): string {
  const [from, to] = [layers.get(edge.from) ?? 0, layers.get(edge.to) ?? 0];
  return to - from > 1 ? passageKey(edge, to - 1) : edge.from;
}

/** Each slot near the middle of what leads to it. */
function orderColumns(columns: Slot[][]): void {
  const places = new Map<string, number>();
  for (const column of columns) {
    const middle = ({ before }: Slot): number => {
      const known = before.flatMap((key) => places.get(key) ?? []);
      return known.length === 0 ? 1 : known.reduce((sum, each) => sum + each, 0) / known.length;
    };
    column.sort((a, b) => middle(a) - middle(b));
    for (const [index, { key }] of column.entries()) places.set(key, (index + 0.5) / column.length);
  }
}

function placeEdge(
  edge: DrawnMap['edges'][number],
  slots: ReadonlyMap<string, Slot & { x: number }>,
  layers: ReadonlyMap<string, number>,
): PlacedEdge | undefined {
  const [from, to] = [slots.get(edge.from), slots.get(edge.to)];
  if (from === undefined || to === undefined) return undefined;
  const [first, last] = [layers.get(edge.from) ?? 0, layers.get(edge.to) ?? 0];
  if (last <= first) {
    const below = (slot: Slot & { x: number }): Point => ({
      x: slot.x + NODE_WIDTH / 2,
      y: slot.y + NODE_HEIGHT,
    });
    return { edge, points: [below(from), below(to)], back: true };
  }
  const points = [{ x: from.x + NODE_WIDTH, y: from.y + NODE_HEIGHT / 2 }];
  for (let layer = first + 1; layer < last; layer++) {
    const passage = slots.get(passageKey(edge, layer));
    if (passage === undefined) continue;
    const y = passage.y + PASSAGE / 2;
    points.push({ x: passage.x, y }, { x: passage.x + NODE_WIDTH, y });
  }
  points.push({ x: to.x - 5, y: to.y + NODE_HEIGHT / 2 });
  return { edge, points, back: false };
}

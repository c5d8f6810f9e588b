/** Nodes in layers from the left: who is called stands right of who calls. Small maps need no more. */
import type { DrawnMap, DrawnNode } from '../../api/map-with-code.ts';

export interface PlacedNode {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
}

export interface MapLayout {
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 184;
export const NODE_HEIGHT = 54;
const GAP_X = 110;
const GAP_Y = 22;
const MARGIN = 24;

export function layOutMap({ nodes, edges }: DrawnMap): MapLayout {
  const layers = layersOf(nodes, edges);
  const columns: DrawnNode[][] = [];
  for (const node of nodes) {
    const layer = layers.get(node.id) ?? 0;
    columns[layer] ??= [];
    columns[layer]?.push(node);
  }
  const filled = columns.filter((column) => column !== undefined);
  orderColumns(filled, edges);
  const tallest = filled.reduce((most, column) => Math.max(most, column.length), 1);
  const height = tallest * (NODE_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN;
  const placed = filled.flatMap((column, layer) => {
    const top = (height - column.length * (NODE_HEIGHT + GAP_Y) + GAP_Y) / 2;
    return column.map((node, index): [string, PlacedNode] => [
      node.id,
      { node, x: MARGIN + layer * (NODE_WIDTH + GAP_X), y: top + index * (NODE_HEIGHT + GAP_Y) },
    ]);
  });
  return { nodes: new Map(placed), width: filled.length * (NODE_WIDTH + GAP_X) - GAP_X + 2 * MARGIN, height };
}

type Edges = DrawnMap['edges'];

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
  for (const { id, kind, state } of nodes) if (state === 'built') layers.set(id, kind === 'service' ? 0 : last);
  return layers;
}

/** Each node near the middle of who calls it. */
function orderColumns(columns: DrawnNode[][], edges: Edges): void {
  for (let layer = 1; layer < columns.length; layer++) {
    const before = new Map(columns.slice(0, layer).flatMap((column) => column.map(({ id }, index) => [id, index / column.length] as const)));
    const middle = (id: string): number => {
      const from = edges.filter(({ to }) => to === id).map((edge) => before.get(edge.from) ?? 0.5);
      return from.length === 0 ? 1 : from.reduce((sum, each) => sum + each, 0) / from.length;
    };
    columns[layer]?.sort((a, b) => middle(a.id) - middle(b.id));
  }
}

import type { JSX } from 'preact';
import type { DrawnMap } from '../../api/map-with-code.ts';
import { colourOf } from '../colours.ts';
import { plural, showCount, showDuration, showMoney } from '../format.ts';
import { goTo, pathTo } from '../route.ts';
import {
  layOutMap,
  NODE_HEIGHT,
  NODE_WIDTH,
  type PlacedEdge,
  type PlacedNode,
  type Point,
} from './map-layout.ts';

export function MapDrawing({ map }: { map: DrawnMap }): JSX.Element {
  const { nodes, edges, width, height } = layOutMap(map);
  const most = map.edges.reduce((highest, { calls }) => Math.max(highest, calls), 1);
  return (
    <svg
      class="map"
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: `${Math.max(width * 1.15, 480)}px` }}
      role="group"
      aria-label={`Map of ${plural(map.nodes.length, 'node')}`}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="9"
          markerHeight="9"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0.8 7 4 0 7.2z" class="arrow-head" />
        </marker>
      </defs>
      {edges.map((placed) => (
        <Way
          key={`${placed.edge.from} ${placed.edge.to}`}
          placed={placed}
          weight={placed.edge.calls / most}
        />
      ))}
      {nodes.map((placed) => (
        <Node key={placed.node.id} placed={placed} />
      ))}
    </svg>
  );
}

function Way({
  placed: { edge, points, back },
  weight,
}: {
  placed: PlacedEdge;
  weight: number;
}): JSX.Element {
  const whose =
    edge.identified === 0
      ? 'ids'
      : edge.identified === edge.calls
        ? 'ids and session'
        : `session in ${edge.identified} of ${edge.calls}`;
  const mean = showDuration(edge.time / edge.calls);
  const label = labelPoint(points, back);
  return (
    <g class={`way${edge.errors > 0 ? ' failed' : ''}`}>
      <title>{`${plural(edge.calls, 'call')}, ${mean} in the mean${edge.errors > 0 ? `, ${edge.errors} failed` : ''}; carries ${whose}`}</title>
      <path
        d={curveThrough(points, back)}
        stroke-width={1 + 1.6 * weight}
        marker-end="url(#arrow)"
        class={edge.identified === 0 ? 'anonymous' : ''}
      />
      <text x={label.x} y={label.y} text-anchor="middle">
        {`${showCount(edge.calls)}× ${mean}`}
      </text>
    </g>
  );
}

/** From side to side, level where it arrives. */
function curveThrough(points: readonly Point[], back: boolean): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  let path = `M${first.x} ${first.y}`;
  let at = first;
  for (const to of rest) {
    const bend = (to.x - at.x) / 2;
    path += back
      ? ` C${at.x} ${at.y + 44} ${to.x} ${to.y + 44} ${to.x} ${to.y + 4}`
      : ` C${at.x + bend} ${at.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
    at = to;
  }
  return path;
}

/** On the last stretch before it arrives, where ways that begin together have parted. */
function labelPoint(points: readonly Point[], back: boolean): Point {
  const [from, to] = points.slice(-2) as [Point, Point];
  if (back) return { x: (from.x + to.x) / 2, y: Math.max(from.y, to.y) + 38 };
  return { x: from.x + (to.x - from.x) * 0.58, y: from.y + (to.y - from.y) * 0.66 + 4 };
}

const FILTERS: Readonly<Record<string, string>> = { service: 'service', model: 'model' };

const cutText = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function Node({ placed: { node, x, y } }: { placed: PlacedNode }): JSX.Element {
  const { kind, name, calls, errors, tokens, cost, state } = node;
  const filter = FILTERS[kind];
  const open = (): void => {
    if (filter !== undefined && state !== 'built') goTo(pathTo('traces', '', { [filter]: name }));
  };
  const note =
    state === 'built'
      ? 'not seen yet'
      : state === 'drift'
        ? 'not in the code'
        : [
            `${showCount(calls)} calls`,
            errors > 0 && `${errors} failed`,
            tokens > 0 && `${showCount(tokens)} tokens`,
            cost > 0 && showMoney(cost),
          ]
            .filter(Boolean)
            .join(' · ');
  const [shownName, shownNote] = [cutText(name, 25), cutText(note, 33)];
  return (
    <g
      class={`node ${kind} ${state}${filter ? ' leads' : ''}`}
      transform={`translate(${x} ${y})`}
      {...(filter && state !== 'built' && { role: 'link', tabIndex: 0 })}
      aria-label={`${kind} ${shownName} ${shownNote}`}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open()}
    >
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={kind === 'service' ? 8 : 27} />
      <circle
        cx="18"
        cy={NODE_HEIGHT / 2}
        r="5"
        class={kind === 'service' ? `c${colourOf(name)}` : `kind-${kind}`}
      />
      <text x="32" y="23" class="node-name">
        {shownName}
      </text>{' '}
      <text x="32" y="40" class="node-note">
        {shownNote}
      </text>
    </g>
  );
}

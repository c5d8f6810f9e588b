import type { JSX } from 'preact';
import type { DrawnMap } from '../../api/map-with-code.ts';
import { colourOf } from '../colours.ts';
import { plural, showCount, showDuration, showMoney } from '../format.ts';
import { goTo, pathTo } from '../route.ts';
import { layOutMap, NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from './map-layout.ts';

export function MapDrawing({ map }: { map: DrawnMap }): JSX.Element {
  const { nodes, width, height } = layOutMap(map);
  const most = map.edges.reduce((highest, { calls }) => Math.max(highest, calls), 1);
  return (
    <svg class="map" viewBox={`0 0 ${width} ${height}`} style={{ maxWidth: `${Math.max(width * 1.25, 560)}px` }} role="group" aria-label={`Map of ${plural(map.nodes.length, 'node')}`}>
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0.8 7 4 0 7.2z" class="arrow-head" />
        </marker>
      </defs>
      {map.edges.map((edge) => {
        const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
        return from && to && <Way key={`${edge.from} ${edge.to}`} edge={edge} from={from} to={to} weight={edge.calls / most} />;
      })}
      {[...nodes.values()].map((placed) => (
        <Node key={placed.node.id} placed={placed} />
      ))}
    </svg>
  );
}

function Way({ edge, from, to, weight }: { edge: DrawnMap['edges'][number]; from: PlacedNode; to: PlacedNode; weight: number }): JSX.Element {
  const back = to.x <= from.x;
  const [x1, y1] = [back ? from.x + NODE_WIDTH / 2 : from.x + NODE_WIDTH, back ? from.y + NODE_HEIGHT : from.y + NODE_HEIGHT / 2];
  const [x2, y2] = [back ? to.x + NODE_WIDTH / 2 : to.x - 3, back ? to.y + NODE_HEIGHT + 3 : to.y + NODE_HEIGHT / 2];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  const path = back ? `M${x1} ${y1} C${x1} ${y1 + 44} ${x2} ${y2 + 44} ${x2} ${y2}` : `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const whose = edge.identified === 0 ? 'ids' : edge.identified === edge.calls ? 'ids and session' : `session in ${edge.identified} of ${edge.calls}`;
  const mean = showDuration(edge.time / edge.calls);
  return (
    <g class={`way${edge.errors > 0 ? ' failed' : ''}`}>
      <title>{`${plural(edge.calls, 'call')}, ${mean} in the mean${edge.errors > 0 ? `, ${edge.errors} failed` : ''}; carries ${whose}`}</title>
      <path d={path} stroke-width={1 + 2.5 * weight} marker-end="url(#arrow)" class={edge.identified === 0 ? 'anonymous' : ''} />
      <text x={(x1 + x2) / 2} y={(y1 + y2) / 2 + (back ? 44 : -6)} text-anchor="middle">
        {`${showCount(edge.calls)} · ${mean}`}
      </text>
    </g>
  );
}

const FILTERS: Readonly<Record<string, string>> = { service: 'service', model: 'model' };

function Node({ placed: { node, x, y } }: { placed: PlacedNode }): JSX.Element {
  const { kind, name, calls, errors, tokens, cost, state } = node;
  const filter = FILTERS[kind];
  const open = (): void => {
    if (filter !== undefined && state !== 'built') goTo(pathTo('traces', '', { [filter]: name }));
  };
  const note =
    state === 'built' ? 'not seen yet' : state === 'drift' ? 'not in the code' : [`${showCount(calls)} calls`, errors > 0 && `${errors} failed`, tokens > 0 && `${showCount(tokens)} tokens`, cost > 0 && showMoney(cost)].filter(Boolean).join(' · ');
  return (
    <g
      class={`node ${kind} ${state}${filter ? ' leads' : ''}`}
      transform={`translate(${x} ${y})`}
      {...(filter && state !== 'built' && { role: 'link', tabIndex: 0 })}
      aria-label={`${kind} ${name}, ${note}`}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open()}
    >
      <title>{`${kind} ${name}`}</title>
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={kind === 'service' ? 8 : 27} />
      <circle cx="18" cy={NODE_HEIGHT / 2} r="5" class={kind === 'service' ? `c${colourOf(name)}` : `kind-${kind}`} />
      <text x="32" y="23" class="node-name">
        {name.length > 21 ? `${name.slice(0, 20)}…` : name}
      </text>
      <text x="32" y="40" class="node-note">
        {note.length > 28 ? `${note.slice(0, 27)}…` : note}
      </text>
    </g>
  );
}

/** The map of what was seen, with what the build knows: there before it ran, or seen and not in the code. */

import type { BuiltSite } from '../project/manifest.ts';
import type { MapEdge, MapNode, ServiceMap } from '../store/queries/service/map.ts';
import type { ViewerContext } from './context.ts';

/** ran: seen. built: in the code, not seen yet. drift: seen, and no build names it. */
export type MapState = 'ran' | 'built' | 'drift';

export interface DrawnNode extends MapNode {
  readonly state: MapState;
}

export interface DrawnMap {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly (MapEdge & { readonly state: MapState })[];
  readonly traces: number;
  /** Whether a build told what there should be. */
  readonly built: boolean;
}

export async function mapWithCode(
  { store, manifests }: ViewerContext,
  params: Readonly<Record<string, unknown>>,
): Promise<DrawnMap> {
  const seen = JSON.parse(Buffer.from(await store.query('map', params)).toString()) as ServiceMap;
  const sites = manifests.all().flatMap((it) => it.sites);
  const known = params['trace'] === undefined ? targetsIn(sites) : new Map<string, MapNode>();
  return {
    nodes: [...drawnNodes(seen, known, sites.length > 0), ...unseenNodes(seen, known)],
    edges: seen.edges.map((edge) => ({ ...edge, state: 'ran' as const })),
    traces: seen.traces,
    built: sites.length > 0,
  };
}

function drawnNodes({ nodes }: ServiceMap, known: ReadonlyMap<string, MapNode>, built: boolean): DrawnNode[] {
  const hosts = [...known.values()].filter(({ kind }) => kind === 'host').length;
  return nodes.map((node) => {
    // Only where the code names every host as a literal can a host be missing from it.
    const drift = built && node.kind === 'host' && hosts > 0 && !known.has(node.id);
    return { ...node, state: drift ? 'drift' : 'ran' };
  });
}

const unseenNodes = ({ nodes }: ServiceMap, known: ReadonlyMap<string, MapNode>): DrawnNode[] => {
  const seen = new Set(nodes.map(({ id }) => id));
  return [...known.values()].filter(({ id }) => !seen.has(id)).map((node) => ({ ...node, state: 'built' }));
};

/** Hosts, models and routes that stand in the code as literals. */
function targetsIn(sites: readonly BuiltSite[]): Map<string, MapNode> {
  const found = new Map<string, MapNode>();
  const add = (kind: MapNode['kind'], name: string): void => {
    found.set(`${kind} ${name}`, {
      id: `${kind} ${name}`,
      kind,
      name,
      calls: 0,
      errors: 0,
      tokens: 0,
      cost: 0,
    });
  };
  for (const { facts } of sites) {
    const model = facts['gen_ai.request.model'] ?? facts['model'];
    if (model !== undefined) add('model', model);
    const url = facts['url.full'] ?? facts['url'];
    if (url !== undefined && URL.canParse(url)) add('host', new URL(url).host);
    const queue = facts['messaging.destination.name'];
    if (queue !== undefined) add('queue', queue);
  }
  return found;
}

/** Who calls whom, in the newest traces: services, models and hosts, and the ways between them. */
import type { DatabaseSync } from 'node:sqlite';
import { type Params, textParam } from '../query.ts';
import { findTrace } from '../trace.ts';

export type NodeKind = 'service' | 'model' | 'host' | 'queue' | 'tool';

export interface MapNode {
  /** `kind name`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  calls: number;
  errors: number;
  /** Tokens, dollars: of models. */
  tokens: number;
  cost: number;
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  calls: number;
  errors: number;
  /** Microseconds, of all calls together. */
  time: number;
  /** Calls whose spans on the far side know a session. */
  identified: number;
}

export interface ServiceMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly traces: number;
}

interface Row {
  readonly span_id: string;
  readonly parent_id: string;
  readonly service: string;
  readonly kind: number;
  readonly name: string;
  readonly operation: string | null;
  readonly model: string | null;
  readonly status: number;
  readonly duration: number;
  readonly usage: number;
  readonly tokens: number;
  readonly cost: number;
  readonly session: number | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly destination: string | null;
}

const TRACES = 500;
const CLIENT = 3;
const PRODUCER = 4;

/** `{ trace }`: of one trace; else of the newest. */
export function drawMap(db: DatabaseSync, params: Params): ServiceMap {
  const only = textParam(params, 'trace');
  const ids =
    only === ''
      ? db
          .prepare(`SELECT id FROM trace WHERE spans > 0 ORDER BY start DESC LIMIT ${TRACES}`)
          .all()
          .map(({ id }) => Number(id))
      : [findTrace(db, only)?.id ?? -1];
  const read = db.prepare(SPANS);
  const map = new MapBuilder();
  for (const id of ids) map.addTrace(read.all(id) as unknown as Row[]);
  return { nodes: [...map.nodes.values()], edges: [...map.edges.values()], traces: ids.length };
}

const SPANS = `SELECT s.span_id, s.parent_id, sv.text AS service, s.kind, n.text AS name, o.text AS operation, m.text AS model,
  s.status, s.duration, s.usage, coalesce(s.input, 0) + coalesce(s.output, 0) AS tokens, coalesce(s.cost, 0) AS cost, s.session,
  b.json ->> '$.a."server.address"' AS host, b.json ->> '$.a."server.port"' AS port, b.json ->> '$.a."messaging.destination.name"' AS destination
  FROM span s JOIN body b ON b.id = s.id JOIN word sv ON sv.id = s.service JOIN word n ON n.id = s.name
  LEFT JOIN word o ON o.id = s.operation LEFT JOIN word m ON m.id = s.model
  WHERE s.trace = ? ORDER BY s.start LIMIT 20000`;

class MapBuilder {
  readonly nodes = new Map<string, MapNode>();
  readonly edges = new Map<string, MapEdge>();

  addTrace(spans: readonly Row[]): void {
    const byId = new Map(spans.map((span) => [span.span_id, span]));
    const answered = new Set(spans.flatMap((span) => this.#addSpan(span, byId)));
    for (const span of spans) if (!answered.has(span.span_id)) this.#addOutside(span);
  }

  /** A span of a service; the parent's id where that is in another service. */
  #addSpan(span: Row, byId: ReadonlyMap<string, Row>): string[] {
    const node = this.#node('service', span.service);
    const parent = byId.get(span.parent_id);
    if (parent !== undefined && parent.service === span.service) return [];
    node.calls++;
    if (span.status === 2) node.errors++;
    if (parent === undefined) return [];
    this.#edge(this.#node('service', parent.service).id, node.id, span);
    return [parent.span_id];
  }

  /** What nobody answered with spans of its own: a model, a host, a queue. */
  #addOutside(span: Row): void {
    const target = this.#targetOf(span);
    if (target === undefined) return;
    target.calls++;
    if (span.status === 2) target.errors++;
    if (span.usage === 1) {
      target.tokens += span.tokens;
      target.cost += span.cost;
    }
    this.#edge(`service ${span.service}`, target.id, span);
  }

  #targetOf({ model, usage, operation, name, kind, host, port, destination }: Row): MapNode | undefined {
    if (model !== null && usage !== 2) return this.#node('model', model);
    if (operation === 'execute_tool') return this.#node('tool', name.replace(/^execute_tool /, ''));
    if (kind === PRODUCER && destination !== null) return this.#node('queue', destination);
    if (kind === CLIENT && host !== null)
      return this.#node('host', port === null || port === 443 ? host : `${host}:${port}`);
    return undefined;
  }

  #node(kind: NodeKind, name: string): MapNode {
    const id = `${kind} ${name}`;
    let node = this.nodes.get(id);
    if (node === undefined) {
      node = { id, kind, name, calls: 0, errors: 0, tokens: 0, cost: 0 };
      this.nodes.set(id, node);
    }
    return node;
  }

  #edge(from: string, to: string, { status, duration, session }: Row): void {
    const key = `${from}\n${to}`;
    let edge = this.edges.get(key);
    if (edge === undefined) {
      edge = { from, to, calls: 0, errors: 0, time: 0, identified: 0 };
      this.edges.set(key, edge);
    }
    edge.calls++;
    edge.time += Math.round(duration / 1000);
    if (status === 2) edge.errors++;
    if (session !== null) edge.identified++;
  }
}

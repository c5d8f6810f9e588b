import type { DatabaseSync } from 'node:sqlite';
import type {
  Attributes,
  Json,
  ReceivedEvent,
  ReceivedLink,
  ReceivedResource,
  ReceivedScope,
} from '../../otlp/received-span.ts';
import { type Params, textParam } from './query.ts';

/** All that is known of one span beyond its skeleton. */
export interface SpanBody {
  readonly attributes: Attributes;
  readonly statusMessage: string;
  readonly events: readonly ReceivedEvent[];
  readonly links: readonly ReceivedLink[];
  readonly flags: number;
  readonly traceState: string;
  readonly dropped: readonly [number, number, number];
  readonly resource: ReceivedResource;
  readonly scope: ReceivedScope;
}

interface StoredBody {
  readonly a: Attributes;
  readonly o: number;
  readonly m?: string;
  readonly e?: readonly ReceivedEvent[];
  readonly l?: readonly ReceivedLink[];
  readonly f?: number;
  readonly t?: string;
  readonly d?: readonly [number, number, number];
}

/** `{ trace, span }` as hexadecimal ids; null where there is none. */
export function readSpan(db: DatabaseSync, params: Params): SpanBody | null {
  const row = db
    .prepare('SELECT s.id FROM span s JOIN trace t ON t.id = s.trace WHERE t.trace_id = ? AND s.span_id = ?')
    .get(textParam(params, 'trace'), textParam(params, 'span'));
  return row === undefined ? null : new BodyReader(db).read(Number(row['id']));
}

/** Puts together what pieces.ts and span-writer.ts took apart. */
export class BodyReader {
  readonly #body;
  readonly #piece;
  readonly #origin;
  readonly #origins = new Map<number, { resource: ReceivedResource; scope: ReceivedScope }>();

  constructor(db: DatabaseSync) {
    this.#body = db.prepare('SELECT json FROM body WHERE id = ?');
    this.#piece = db.prepare('SELECT text FROM piece WHERE id = ?');
    this.#origin = db.prepare('SELECT json FROM origin WHERE id = ?');
  }

  /** By the row's id. */
  read(id: number): SpanBody | null {
    const row = this.#body.get(id);
    if (row === undefined) return null;
    const stored = JSON.parse(String(row['json'])) as StoredBody;
    return {
      attributes: this.whole(stored.a),
      statusMessage: stored.m ?? '',
      events: (stored.e ?? []).map((event) => ({ ...event, attributes: this.whole(event.attributes) })),
      links: stored.l ?? [],
      flags: stored.f ?? 0,
      traceState: stored.t ?? '',
      dropped: stored.d ?? [0, 0, 0],
      ...this.#originOf(stored.o),
    };
  }

  /** Attributes with their pieces. */
  whole(attributes: Attributes): Attributes {
    for (const key of Object.keys(attributes)) {
      const value = attributes[key];
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        attributes[key] = this.#wholeValue(value);
    }
    return attributes;
  }

  #wholeValue(value: { [key: string]: Json }): Json {
    const { $piece, $pieces } = value;
    if (typeof $piece === 'number') return this.#textOf($piece);
    if (Array.isArray($pieces)) return `[${$pieces.map((id) => this.#textOf(Number(id))).join(',')}]`;
    return value;
  }

  #textOf(piece: number): string {
    return String(this.#piece.get(piece)?.['text'] ?? '');
  }

  #originOf(id: number): { resource: ReceivedResource; scope: ReceivedScope } {
    let origin = this.#origins.get(id);
    if (origin === undefined) {
      origin = JSON.parse(String(this.#origin.get(id)?.['json'] ?? '{}')) as {
        resource: ReceivedResource;
        scope: ReceivedScope;
      };
      this.#origins.set(id, origin);
    }
    return origin;
  }
}

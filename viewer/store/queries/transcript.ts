/**
 * A trace as what was said: the messages of all services in order, each once, with the hops between them.
 * A later call repeats its history, so what was shown already is only counted.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Message } from '../messages/message.ts';
import { readExchange } from '../messages/read-exchange.ts';
import { type Params, textParam, wordOf } from './query.ts';
import { BodyReader, type SpanBody } from './span.ts';
import { findTrace } from './trace.ts';

export type TranscriptEntry =
  | {
      readonly type: 'hop';
      readonly spanId: string;
      readonly start: number;
      readonly from: string;
      readonly to: string;
      readonly name: string;
    }
  | {
      readonly type: 'call';
      readonly spanId: string;
      readonly start: number;
      readonly duration: number;
      readonly service: string;
      readonly model: string;
      readonly operation: string;
      readonly input: number | null;
      readonly output: number | null;
      readonly cost: number | null;
      readonly error: string;
      /** Messages of the history that stand above already. */
      readonly repeated: number;
      readonly asked: readonly Message[];
      readonly answered: readonly Message[];
    }
  | {
      readonly type: 'tool';
      readonly spanId: string;
      readonly start: number;
      readonly duration: number;
      readonly service: string;
      readonly name: string;
      readonly error: string;
      readonly asked: string;
      readonly answered: string;
    };

interface Row {
  readonly id: number;
  readonly span_id: string;
  readonly parent_id: string;
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly duration: number;
  readonly status: number;
  readonly operation: string | null;
  readonly model: string | null;
  readonly usage: number;
  readonly input: number | null;
  readonly output: number | null;
  readonly cost: number | null;
}

const MOST = 500;
/** Characters of one part; the span has the rest. */
const LONGEST = 20_000;

export function readTranscript(
  db: DatabaseSync,
  params: Params,
): { entries: TranscriptEntry[]; more: boolean } {
  const found = findTrace(db, textParam(params, 'trace'));
  if (found === undefined) return { entries: [], more: false };
  const rows = db
    .prepare(
      `SELECT id, span_id, parent_id, ${wordOf('service')} AS service, ${wordOf('name')} AS name, kind, start, duration, status,
        ${wordOf('operation')} AS operation, ${wordOf('model')} AS model, usage, input, output, cost
       FROM span s WHERE trace = ? ORDER BY start, nanos, id LIMIT 20000`,
    )
    .all(found.id) as unknown as Row[];
  return new TranscriptBuilder(db, rows).build();
}

class TranscriptBuilder {
  readonly #rows: readonly Row[];
  readonly #bodies: BodyReader;
  readonly #byId: ReadonlyMap<string, Row>;
  readonly #told = new Set<string>();
  /** Services that say or do something themselves, or on the way to one that does. */
  readonly #spoken: ReadonlySet<string>;

  constructor(db: DatabaseSync, rows: readonly Row[]) {
    this.#rows = rows;
    this.#bodies = new BodyReader(db);
    this.#byId = new Map(rows.map((row) => [row.span_id, row]));
    this.#spoken = this.#waysTo(rows.filter(isSpoken));
  }

  build(): { entries: TranscriptEntry[]; more: boolean } {
    const entries: TranscriptEntry[] = [];
    for (const row of this.#rows) {
      if (entries.length >= MOST) return { entries, more: true };
      const entry = this.#hop(row) ?? this.#call(row) ?? this.#tool(row);
      if (entry !== undefined) entries.push(entry);
    }
    return { entries, more: false };
  }

  #waysTo(rows: readonly Row[]): Set<string> {
    const ids = new Set<string>();
    for (const row of rows) {
      for (
        let at: Row | undefined = row;
        at !== undefined && !ids.has(at.span_id);
        at = this.#byId.get(at.parent_id)
      )
        ids.add(at.span_id);
    }
    return ids;
  }

  #hop(row: Row): TranscriptEntry | undefined {
    const parent = this.#byId.get(row.parent_id);
    if (
      parent === undefined ||
      parent.service === row.service ||
      isSpoken(row) ||
      !this.#spoken.has(row.span_id)
    )
      return undefined;
    const { span_id: spanId, start, name } = row;
    return { type: 'hop', spanId, start, from: parent.service, to: row.service, name };
  }

  #call(row: Row): TranscriptEntry | undefined {
    if (!isCall(row)) return undefined;
    const body = this.#bodies.read(row.id);
    if (body === null) return undefined;
    const { input, output } = readExchange(body);
    const asked = input.filter((message) => this.#isNew(message));
    return {
      type: 'call',
      spanId: row.span_id,
      start: row.start,
      duration: row.duration / 1000,
      service: row.service,
      model: row.model ?? '',
      operation: row.operation ?? row.name,
      input: row.input,
      output: row.output,
      cost: row.cost,
      error: errorOf(row, body),
      repeated: input.length - asked.length,
      asked: asked.map(shortened),
      answered: output.filter((message) => this.#isNew(message)).map(shortened),
    };
  }

  #isNew(message: Message): boolean {
    const key = JSON.stringify(message);
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  #tool(row: Row): TranscriptEntry | undefined {
    if (!isTool(row)) return undefined;
    const body = this.#bodies.read(row.id);
    if (body === null) return undefined;
    const text = (...keys: string[]): string => {
      const value = keys.map((key) => body.attributes[key]).find((each) => each !== undefined);
      return (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)).slice(
        0,
        LONGEST,
      );
    };
    return {
      type: 'tool',
      spanId: row.span_id,
      start: row.start,
      duration: row.duration / 1000,
      service: row.service,
      name: text('gen_ai.tool.name', 'tool.name', 'ai.toolCall.name') || row.name,
      error: errorOf(row, body),
      asked: text(
        'gen_ai.tool.call.arguments',
        'tool.parameters',
        'ai.toolCall.args',
        'input.value',
        'traceloop.entity.input',
      ),
      answered: text(
        'gen_ai.tool.call.result',
        'ai.toolCall.result',
        'output.value',
        'traceloop.entity.output',
      ),
    };
  }
}

const isCall = ({ usage, operation }: Row): boolean =>
  usage === 1 || /^(?:chat|text_completion|generate_content|completion|llm)$/i.test(operation ?? '');
const isTool = ({ operation, name }: Row): boolean =>
  /^(?:execute_tool|tool)$/i.test(operation ?? '') || name.startsWith('ai.toolCall');
const isSpoken = (row: Row): boolean => isCall(row) || isTool(row);

const errorOf = ({ status }: Row, { statusMessage, attributes }: SpanBody): string =>
  status === 2 ? statusMessage || String(attributes['error.type'] ?? 'failed') : '';

const shortened = ({ role, parts }: Message): Message => ({
  role,
  parts: parts.map((part) =>
    part.text.length > LONGEST ? { ...part, text: `${part.text.slice(0, LONGEST)}…` } : part,
  ),
});

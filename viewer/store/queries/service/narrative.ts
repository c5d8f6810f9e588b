/** A session as it went: its traces in order, each with what was asked first and answered last. */
import type { DatabaseSync } from 'node:sqlite';
import type { Message } from '../../messages/message.ts';
import { readExchange } from '../../messages/read-exchange.ts';
import { countParam, type Params, textParam } from '../query.ts';
import { BodyReader } from '../span.ts';
import { TRACE_COLUMNS, type TraceRow, traceRow } from '../traces.ts';

export interface NarrativeTurn {
  readonly trace: TraceRow;
  /** '' where contents are not recorded. */
  readonly asked: string;
  readonly answered: string;
}

const LONGEST = 4000;
const CALLS = 20;

export function readNarrative(db: DatabaseSync, params: Params): { turns: NarrativeTurn[] } {
  const rows = db
    .prepare(
      `SELECT t.id, ${TRACE_COLUMNS} FROM trace t WHERE t.id IN
        (SELECT trace FROM part WHERE session = (SELECT id FROM word WHERE text = ?)) ORDER BY t.start LIMIT ?`,
    )
    .all(textParam(params, 'session'), countParam(params, 'limit', 200, 500));
  const bodies = new BodyReader(db);
  const calls = db.prepare(
    `SELECT id FROM span INDEXED BY span_usage WHERE trace = ? AND usage > 0 ORDER BY start LIMIT ${CALLS}`,
  );
  return {
    turns: rows.map(({ id, ...row }) => {
      const exchanges = calls.all(Number(id)).flatMap((call) => {
        const body = bodies.read(Number(call['id']));
        return body === null ? [] : [readExchange(body)];
      });
      const [first] = exchanges;
      // The last word of the whole trace belongs to the root's generation: the first call that answers a user.
      const asked = first?.input.findLast(({ role }) => role === 'user');
      const answered = first?.output.at(-1);
      return { trace: traceRow(db, row), asked: textOfMessage(asked), answered: textOfMessage(answered) };
    }),
  };
}

const textOfMessage = (message: Message | undefined): string =>
  (message?.parts ?? [])
    .filter(({ type }) => type !== 'reasoning')
    .map((part) => (part.type === 'tool_call' ? `→ ${part.name}(${part.text})` : part.text))
    .join('\n')
    .slice(0, LONGEST);

/** Search within one trace, over names, attributes, events and contents: the ids of the spans that hold a text. */
import type { DatabaseSync } from 'node:sqlite';
import { type Params, textParam } from './query.ts';
import { findTrace } from './trace.ts';

const MOST = 5000;

export function findSpans(db: DatabaseSync, params: Params): { spans: string[]; more: boolean } {
  const found = findTrace(db, textParam(params, 'trace'));
  const text = textParam(params, 'q').toLowerCase();
  if (found === undefined || text === '') return { spans: [], more: false };
  const pieces = db
    .prepare(
      `SELECT p.id FROM piece_use u JOIN piece p ON p.id = u.piece WHERE u.trace = ? AND instr(lower(p.text), ?) > 0 LIMIT 1000`,
    )
    .all(found.id, text)
    .map((row) => Number(row['id']));
  // As JSON writes it: what is looked for stands escaped in a body.
  const written = JSON.stringify(text).slice(1, -1);
  const rows = db
    .prepare(
      `SELECT s.span_id FROM span s JOIN body b ON b.id = s.id WHERE s.trace = ? AND (
         instr(lower((SELECT text FROM word WHERE id = s.name)), ?) > 0
         OR instr(lower((SELECT text FROM word WHERE id = s.service)), ?) > 0
         OR instr(lower(b.json), ?) > 0
         OR (? > 0 AND EXISTS (SELECT 1 FROM json_tree(b.json, '$.a') j WHERE j.type = 'integer'
             AND (j.key = '$piece' OR j.path LIKE '%$pieces%') AND j.value IN (SELECT value FROM json_each(?)))))
       ORDER BY s.start, s.id LIMIT ?`,
    )
    .all(found.id, text, text, written, pieces.length, JSON.stringify(pieces), MOST + 1);
  return { spans: rows.slice(0, MOST).map((row) => String(row['span_id'])), more: rows.length > MOST };
}

/** What a query by nearness asks for: its table, and how many rows. */
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';

const TABLE = /\bfrom\s+([\w."]{1,200})/i;
const LIMIT = /\blimit\s+(?:\$(\d{1,4})|(\d{1,9}))/i;

/** `query(text, values)` or `query({ text, values })`. */
export function sqlOf({ 0: asked, 1: more }: Fields): { readonly table?: string; readonly limit?: unknown } {
  const { text = asked, values = more } = fieldsOf(asked);
  const [, table] = TABLE.exec(textOf(text)) ?? [];
  const [, place, count] = LIMIT.exec(textOf(text)) ?? [];
  const limit = place === undefined ? count : listOf(values)[Number(place) - 1];
  return { ...(table !== undefined && { table: table.replaceAll('"', '') }), limit: limit && Number(limit) };
}

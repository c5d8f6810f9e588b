/** What is looked for by its words: names, addresses, messages of errors, contents. */
import type { Json, ReceivedSpan } from '../../otlp/received-span.ts';

/** Of one span; contents that are longer are indexed as pieces. */
const LONGEST = 1500;
const LONGEST_VALUE = 256;

/** Alike in nearly every span, so nobody finds anything by them. */
const DULL =
  /^(?:telemetry\.|process\.|host\.|os\.|network\.|url\.scheme|http\.request\.method|server\.port|thread\.|code\.line|user_agent\.)/;

export function searchText({ name, statusMessage, attributes, events }: ReceivedSpan): string {
  let text = statusMessage === '' ? name : `${name} ${statusMessage}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (typeof value === 'string' && value.length < LONGEST_VALUE && !DULL.test(key)) text += ` ${value}`;
    if (text.length > LONGEST) break;
  }
  for (const event of events) {
    text += ` ${event.name}`;
    const message = event.attributes['exception.message'];
    if (typeof message === 'string') text += ` ${message}`;
    if (text.length > LONGEST) break;
  }
  return text.slice(0, LONGEST);
}

/** The texts within JSON, without its escapes; any other text as it is. */
export function wordsWithin(text: string): string {
  if (!/^[[{"]/.test(text)) return text;
  try {
    const found: string[] = [];
    collect(JSON.parse(text) as Json, found);
    return found.join(' ');
  } catch {
    return text;
  }
}

function collect(value: Json, found: string[]): void {
  if (typeof value === 'string') found.push(value);
  else if (Array.isArray(value)) for (const each of value) collect(each, found);
  else if (typeof value === 'object' && value !== null)
    for (const key in value) collect(value[key] as Json, found);
}

/** A query for FTS5: every word, the last one as far as it is typed; '' for none. */
export function matchAll(query: string): string {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' AND ');
}

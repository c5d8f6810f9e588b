/** A message of a conversation, whichever dialect it came in. */

export type MessagePart =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | { readonly type: 'tool_call'; readonly name: string; readonly id: string; readonly text: string }
  | { readonly type: 'tool_result'; readonly id: string; readonly text: string }
  /** An image, a sound, a file: never fetched, only named. */
  | { readonly type: 'media'; readonly modality: string; readonly text: string };

export interface Message {
  readonly role: string;
  readonly parts: readonly MessagePart[];
}

export interface Exchange {
  readonly input: readonly Message[];
  readonly output: readonly Message[];
}

export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A string as it is, nothing as '', all else as JSON. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

/** JSON as what it says; any other text as that text. */
export function parsedJson(text: unknown): unknown {
  if (typeof text !== 'string' || !/^\s*[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

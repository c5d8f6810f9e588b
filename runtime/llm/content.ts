/**
 * Messages as the GenAI conventions' JSON schemas want them (gen-ai-input-messages.json and its siblings).
 * Recorded only when content is asked for, each piece through the program's redaction hook, and cut so
 * that the JSON stays valid.
 */
import { settings } from '../config.ts';
import { type Fields, fieldsOf, listOf, textOf } from './fields.ts';

export interface Part {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface InputMessage {
  readonly role: string;
  readonly parts: readonly Part[];
}

export interface OutputMessage extends InputMessage {
  readonly finish_reason?: string | undefined;
}

/** The longest piece of content that is kept, in UTF-16 units. */
const LONGEST = 16_384;

/** Passes a piece of content through the redaction hook; a hook that throws hides it. */
export function kept(content: string): string {
  const { redact } = settings();
  try {
    const shown = redact === undefined ? content : String(redact(content));
    return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
  } catch {
    return '[redaction failed]';
  }
}

export const text = (content: unknown): Part => ({ type: 'text', content: kept(textOf(content)) });

/** Arguments come as JSON text or as an object; either way what is kept is text that was redacted. */
export const toolCall = (id: unknown, name: unknown, args: unknown): Part => ({
  type: 'tool_call',
  id: textOf(id) || null,
  name: textOf(name),
  arguments: kept(typeof args === 'string' ? args : (JSON.stringify(args) ?? '')),
});

export const toolResponse = (id: unknown, response: unknown): Part => ({
  type: 'tool_call_response',
  id: textOf(id) || null,
  response: kept(typeof response === 'string' ? response : (JSON.stringify(response) ?? '')),
});

export const reasoning = (content: unknown): Part => ({ type: 'reasoning', content: kept(textOf(content)) });

/** A string, or a list of parts in the manner of OpenAI and Anthropic. */
export function partsOf(content: unknown): Part[] {
  if (typeof content === 'string') return [text(content)];
  return listOf(content).flatMap((item) => {
    const part = fieldsOf(item);
    const read = PARTS[textOf(part.type)];
    return read === undefined ? [] : [read(part)];
  });
}

const PARTS: Readonly<Record<string, (part: Fields) => Part>> = {
  text: (part) => text(part.text),
  input_text: (part) => text(part.text),
  output_text: (part) => text(part.text),
  refusal: (part) => text(part.refusal),
  thinking: (part) => reasoning(part.thinking),
  tool_use: (part) => toolCall(part.id, part.name, part.input),
  tool_result: (part) => toolResponse(part.tool_use_id, part.content),
  image_url: (part) => ({ type: 'uri', modality: 'image', uri: kept(textOf(fieldsOf(part.image_url).url)) }),
  input_image: (part) => ({ type: 'uri', modality: 'image', uri: kept(textOf(part.image_url)) }),
  image: () => ({ type: 'blob', modality: 'image', content: '' }),
  file: (part) => ({ type: 'file', modality: 'document', file_id: textOf(fieldsOf(part.file).file_id) }),
};

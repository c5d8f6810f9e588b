/**
 * Messages as the GenAI conventions' JSON schemas want them (gen-ai-input-messages.json and its siblings),
 * recorded only when content is asked for. Parts hold what was said as it came; `jsonOf` is the one way
 * out, through the program's redaction hook and cut so that the JSON stays valid.
 */
import { swallow } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../platform/unknown.ts';

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

/** Fields of parts that hold what people, models and tools said; all others name things. */
const SAID: ReadonlySet<string> = /* @__PURE__ */ new Set(['content', 'arguments', 'response', 'uri']);

/** The exporter's own limit of a value, at which it cuts without looking (`OTEL_…_VALUE_LENGTH_LIMIT`). */
const LONGEST = 65_536;

type IsSaid = (key: string) => boolean;

/** JSON of messages, of parts or, where all of it is content, of anything: redacted, and short enough to be kept. */
export function jsonOf(value: unknown, isSaid: IsSaid = (key) => SAID.has(key)): string {
  const { redact, export: exported } = settings();
  const longest = exported.limits?.valueLength ?? LONGEST;
  let json = spell(value, isSaid, redact && ((content) => redacted(content, redact)));
  for (let piece = longest >> 2; json.length > longest; piece >>= 1) {
    const shown: unknown = JSON.parse(json);
    if (piece === 0) return '{}'; // numbers, numbers
    // Many short ones: the latest tell most.
    if (piece < 32 && Array.isArray(shown)) shown.splice(0, Math.ceil(shown.length / 2));
    json = spell(shown, isSaid, (content) => cut(content, piece));
  }
  return json;
}

const spell = (value: unknown, isSaid: IsSaid, change: ((content: string) => string) | undefined): string =>
  JSON.stringify(
    value,
    change && ((key, it: unknown) => (typeof it === 'string' && isSaid(key) ? change(it) : it)),
  );

/** A hook that throws hides everything. */
function redacted(content: string, redact: (content: string) => string): string {
  try {
    return String(redact(content));
  } catch (error) {
    return swallow(error) ?? '[redaction failed]';
  }
}

/** Never between the halves of a surrogate pair. */
const cut = (content: string, length: number): string =>
  content.length > length ? `${content.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…` : content;

export const text = (content: unknown): Part => ({ type: 'text', content: textOf(content) });

export const reasoning = (content: unknown): Part => ({ type: 'reasoning', content: textOf(content) });

/** Arguments come as JSON text or as an object; either way what is kept is text. */
export const toolCall = (id: unknown, name: unknown, args: unknown): Part => ({
  type: 'tool_call',
  id: textOf(id) || null,
  name: textOf(name),
  arguments: asText(args),
});

export const toolResponse = (id: unknown, response: unknown): Part => ({
  type: 'tool_call_response',
  id: textOf(id) || null,
  response: asText(response),
});

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Something to look at or listen to, by its address where it has one; its bytes are not kept. */
const media = (modality: string, uri: unknown): Part =>
  textOf(uri) === '' || textOf(uri).startsWith('data:')
    ? { type: 'blob', modality, content: '' }
    : { type: 'uri', modality, uri };

const file = (modality: string, id: unknown): Part => ({ type: 'file', modality, file_id: textOf(id) });

/** `gen_ai.tool.definitions` without what is optional: a name says which tools there were. */
export const toolNames = (tools: unknown): object[] =>
  listOf(tools).flatMap((item) => {
    const tool = fieldsOf(item);
    const name = textOf(tool.name ?? fieldsOf(tool.function).name);
    return name === '' ? [] : [{ type: 'function', name }];
  });

/** A string, or a list of parts in the manner of OpenAI and Anthropic. */
export function partsOf(content: unknown): Part[] {
  if (typeof content === 'string') return [text(content)];
  return listOf(content).flatMap((item) => {
    if (typeof item === 'string') return [text(item)];
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
  image_url: (part) => media('image', fieldsOf(part.image_url).url),
  input_image: (part) => media('image', part.image_url),
  input_audio: () => media('audio', ''),
  image: (part) => media('image', fieldsOf(part.source).url),
  document: (part) => media('document', fieldsOf(part.source).url),
  file: (part) => file('document', fieldsOf(part.file).file_id),
  input_file: (part) => file('document', part.file_id),
};

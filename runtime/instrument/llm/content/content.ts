/**
 * Messages as the GenAI conventions' JSON schemas want them (gen-ai-input-messages.json and its siblings),
 * recorded only when content is asked for. Parts hold what was said as it came; `jsonOf` is the one way
 * out, through the program's redaction hook and cut so that the JSON stays valid.
 */
import { reportInternalError } from '../../../core/diagnostics.ts';
import { settings } from '../../../core/settings.ts';
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { plainOf, valueText, withoutBytes } from '../plain.ts';
import { LONGEST_TEXT, nameOf, shortened, someOf } from './bounds.ts';
import type { Part } from './part.ts';

/** Fields of parts that hold what people, models and tools said; all others name things. */
const SAID: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'content',
  'arguments',
  'response',
  'uri',
  'transcript',
]);

/** The exporter's own limit of a value, at which it cuts without looking (`OTEL_…_VALUE_LENGTH_LIMIT`). */
const LONGEST = 65_536;

/** Of a list that is too long as a whole. */
const MOST_KEPT = 512;

type IsSaid = (key: string) => boolean;

/** JSON of messages, of parts or, where all of it is content, of anything: redacted, and short enough to be kept. */
export function contentJson(value: unknown, isSaid: IsSaid = (key) => SAID.has(key)): string {
  const { redact, export: exported } = settings();
  const longest = exported.limits?.valueLength ?? LONGEST;
  let json = spellJson(value, isSaid, redact && ((content) => changed(content, redact)));
  for (let piece = longest >> 2; json.length > longest; piece >>= 1) {
    const shown: unknown = JSON.parse(json);
    if (piece === 0) return '{}'; // numbers, numbers
    // Many short ones: the latest tell most.
    if (Array.isArray(shown))
      shown.splice(0, piece < 32 ? Math.ceil(shown.length / 2) : Math.max(0, shown.length - MOST_KEPT));
    json = spellJson(shown, isSaid, (content) => cutContent(content, piece));
  }
  return json;
}

const spellJson = (
  value: unknown,
  isSaid: IsSaid,
  change: ((content: string) => string) | undefined,
): string =>
  JSON.stringify(
    value,
    change && ((key, it: unknown) => (typeof it === 'string' && isSaid(key) ? change(it) : it)),
  );

/** Text that stands alone, as the program's hook leaves it. */
export function redactContent(content: string): string {
  const { redact } = settings();
  return redact === undefined ? content : changed(content, redact);
}

/** A hook that throws hides everything. */
function changed(content: string, redact: (content: string) => string): string {
  try {
    return String(redact(content));
  } catch (error) {
    return reportInternalError(error) ?? '[redaction failed]';
  }
}

/** Never between the halves of a surrogate pair. */
const cutContent = (content: string, length: number): string =>
  content.length > length ? `${content.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…` : content;

export const textPart = (content: unknown): Part => ({
  type: 'text',
  content: withoutBytes(textOf(content)),
});

export const reasoningPart = (content: unknown): Part => ({
  type: 'reasoning',
  content: shortened(textOf(content), LONGEST_TEXT),
});

/** Arguments come as JSON text or as an object; either way what is kept is text. */
export const toolCallPart = (id: unknown, name: unknown, args: unknown): Part => ({
  type: 'tool_call',
  id: nameOf(id) || null,
  name: nameOf(name),
  arguments: textOrJson(args),
});

export const toolResponsePart = (id: unknown, response: unknown): Part => ({
  type: 'tool_call_response',
  id: nameOf(id) || null,
  response: textOrJson(response),
});

/** A tool that the vendor runs, and what it gave; `name` is the tool's kind where it has no other. */
export const serverCall = (id: unknown, name: unknown, args: unknown): Part => ({
  type: 'server_tool_call',
  id: nameOf(id) || null,
  name: nameOf(name),
  server_tool_call: { type: nameOf(name), arguments: textOrJson(args) },
});

export const serverResponse = (id: unknown, kind: unknown, response: unknown): Part => ({
  type: 'server_tool_call_response',
  id: nameOf(id) || null,
  server_tool_call_response: { type: nameOf(kind), response: textOrJson(response) },
});

export const textOrJson = (value: unknown): string =>
  typeof value === 'string' ? valueText(value) : (JSON.stringify(plainOf(value)) ?? '');

/** `gen_ai.tool.definitions` without what is optional: a name says which tools there were. */
export const toolNames = (tools: unknown): object[] =>
  someOf(tools).flatMap((item) => {
    const tool = fieldsOf(item);
    const type = nameOf(tool.type);
    const name = nameOf(
      tool.name ??
        fieldsOf(tool.function ?? tool[type]).name ??
        tool.server_label ??
        (tool.function ? '' : type),
    );
    const isFunction = type === '' || type === 'custom' || tool.function !== undefined;
    return name === '' ? [] : [{ type: isFunction ? 'function' : type, name }];
  });

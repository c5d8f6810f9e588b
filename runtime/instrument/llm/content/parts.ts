/**
 * Parts of messages in the forms that most vendors share: OpenAI's, of chat and of responses, Anthropic's,
 * and those that name theirs alike. What a vendor says in camel case is read as what it is in snake case.
 */
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { nameOf, someOf } from './bounds.ts';
import {
  reasoningPart,
  serverCall,
  serverResponse,
  textOrJson,
  textPart,
  toolCallPart,
  toolResponsePart,
} from './content.ts';
import { mediaOf, mediaPart } from './media.ts';
import type { Part } from './part.ts';

type Reader = (part: Fields) => Part | readonly Part[];

/** A string, or a list of parts. */
export function partsOf(content: unknown): Part[] {
  if (typeof content === 'string') return [textPart(content)];
  const list = Array.isArray(content) ? someOf(content) : [content];
  return list.flatMap((item) => (typeof item === 'string' ? [textPart(item)] : partOf(fieldsOf(item))));
}

/** Several where one item says several things: a call that holds what it gave. */
export function partOf(part: Fields): readonly Part[] {
  const type = nameOf(part.type);
  const read = READERS[type] ?? ENDINGS.find(([ending]) => type.endsWith(ending))?.[1];
  const said = read === undefined ? (mediaOf(part) ?? []) : read(part);
  return Array.isArray(said) ? said : [said as Part];
}

const idOf = (it: Fields): unknown =>
  it.call_id ?? it.callId ?? it.tool_use_id ?? it.toolCallId ?? it.tool_call_id ?? it.id;

/** The words of a list of parts, or the text that stands in its place. */
const serverWords = (value: unknown, between = '\n'): string =>
  typeof value === 'string'
    ? value
    : listOf(value)
        .slice(0, 100)
        .map((it) => (typeof it === 'string' ? it : textOf(fieldsOf(it).text)))
        .join(between);

/** A tool that runs at the vendor's, as one item: what it was asked and, where it is over, what it gave. */
const server =
  (name: (it: Fields) => unknown, asked: (it: Fields) => unknown, gave: (it: Fields) => unknown): Reader =>
  (it) => {
    const [kind, response] = [nameOf(name(it)), gave(it)];
    const call = serverCall(it.id ?? it.call_id, kind, asked(it) ?? '');
    return response == null ? [call] : [call, serverResponse(it.id ?? it.call_id, kind, response)];
  };

const document: Reader = (it) => {
  const source = fieldsOf(it.source);
  if (source.type === 'text') return textPart(source.data);
  if (source.type === 'content') return partsOf(source.content);
  if (it.document !== undefined) return textPart(textOrJson(fieldsOf(it.document).data ?? it.document));
  return mediaOf(it) ?? [];
};

const READERS: Readonly<Record<string, Reader>> = {
  text: (it) => textPart(it.text),
  input_text: (it) => textPart(it.text),
  output_text: (it) => textPart(it.text),
  text_delta: (it) => textPart(it.text),
  refusal: (it) => textPart(it.refusal),
  document,
  thinking: (it) => reasoningPart(serverWords(it.thinking, '')),
  redacted_thinking: () => [],
  search_result: (it) => partsOf(it.content),
  reasoning: (it) =>
    reasoningPart(
      textOf(it.reasoning) ||
        textOf(it.text) ||
        [serverWords(it.summary), serverWords(it.content)].filter(Boolean).join('\n'),
    ),
  message: (it) => partsOf(it.content),
  compaction: (it) => ({
    type: 'compaction',
    id: nameOf(it.id) || undefined,
    content: textOf(it.content) || undefined,
  }),

  // Calls of the program's own tools, and what they gave.
  tool_use: (it) => toolCallPart(it.id, it.name, it.input),
  tool_call: (it) => toolCallPart(it.id, it.name, it.args ?? it.input),
  tool_call_chunk: (it) => toolCallPart(it.id, it.name, it.args),
  function_call: (it) => toolCallPart(idOf(it), it.name, it.arguments),
  custom_tool_call: (it) => toolCallPart(idOf(it), it.name, it.input),
  function_call_result: (it) => toolResponsePart(idOf(it), answerOf(it.output)),
  computer_call: (it) => toolCallPart(idOf(it), 'computer', it.action ?? it.actions),
  local_shell_call: (it) => toolCallPart(idOf(it), 'local_shell', it.action),
  shell_call: (it) => toolCallPart(idOf(it), 'shell', it.action),
  apply_patch_call: (it) => toolCallPart(idOf(it), 'apply_patch', it.operation),
  tool_result: (it) => toolResponsePart(idOf(it), answerOf(it.content)),

  // Tools that the vendor runs.
  mcp_call: /* @__PURE__ */ server(
    (it) => it.name,
    (it) => it.arguments,
    (it) => it.output ?? it.error,
  ),
  mcp_approval_request: (it) => serverCall(it.id, it.name, it.arguments),
  mcp_approval_response: (it) =>
    serverResponse(it.approval_request_id, 'mcp_approval', { approve: it.approve }),
  mcp_list_tools: (it) =>
    serverResponse(
      it.id,
      'mcp_list_tools',
      listOf(it.tools).map((tool) => nameOf(fieldsOf(tool).name)),
    ),
  web_search_call: /* @__PURE__ */ server(
    () => 'web_search',
    (it) => it.action,
    () => undefined,
  ),
  file_search_call: /* @__PURE__ */ server(
    () => 'file_search',
    (it) => it.queries,
    (it) => it.results,
  ),
  code_interpreter_call: /* @__PURE__ */ server(
    () => 'code_interpreter',
    (it) => it.code,
    (it) => it.outputs,
  ),
  tool_search_call: /* @__PURE__ */ server(
    () => 'tool_search',
    (it) => it.arguments ?? it.action,
    () => undefined,
  ),
  image_generation_call: (it) => [
    serverCall(it.id, 'image_generation', textOf(it.revised_prompt)),
    ...(it.result == null ? [] : [mediaPart({ modality: 'image', mime: imageFormat(it) })]),
  ],
  server_tool_call_result: (it) => serverResponse(idOf(it), it.name, it.output),
  server_tool_call: (it) => serverCall(it.id, it.name, it.args),
};

/** `web_search_tool_result`, `bash_code_execution_tool_result`, `computer_call_output`, …: new ones come often. */
const ENDINGS: readonly (readonly [ending: string, read: Reader])[] = [
  ['_tool_result', (it) => serverResponse(it.tool_use_id, it.type, it.content)],
  ['_tool_use', (it) => serverCall(it.id, it.name, it.input)],
  ['_call_output', (it) => toolResponsePart(idOf(it), answerOf(it.output))],
];

const imageFormat = ({ output_format }: Fields): string =>
  nameOf(output_format) === '' ? 'image/png' : `image/${nameOf(output_format)}`;

/** What a tool gave: text as it is, parts as the parts that they are. */
export function answerOf(content: unknown): unknown {
  if (!Array.isArray(content))
    return typeof content === 'object' && content !== null ? shownAs(fieldsOf(content)) : content;
  return someOf(content).map((item) => (typeof item === 'string' ? item : shownAs(fieldsOf(item))));
}

const shownAs = (part: Fields): unknown => (textOf(part.type) === '' ? part : (partOf(part)[0] ?? part));

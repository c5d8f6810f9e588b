/** Mistral's SDK, which speaks camel case. */
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { partsOf, toolCall, toolResponse } from '../content.ts';
import type { Recording } from '../llm-span.ts';
import { llm } from '../wrap-call.ts';

const adapter: Adapter = {
  request,
  response,
  // Events of its streams are envelopes.
  chunk: (recording, event) => response(recording, fieldsOf(event).data),
  input,
};

export const mistral: Helper = /* @__PURE__ */ llm(adapter);

const OPERATIONS: Readonly<Record<string, string>> = { embeddings: 'embeddings', fim: 'text_completion' };

function request(call: Call): Request | undefined {
  const body = fieldsOf(call.args[0]);
  const asks = Array.isArray(body.messages) || typeof body.prompt === 'string';
  if (!call.proven && !(asks && typeof (body.model ?? body.agentId) === 'string')) return undefined;
  const [resource = '', method = ''] = call.method.split('.');
  return {
    operation: OPERATIONS[resource] ?? 'chat',
    model: textOf(body.model),
    provider: 'mistral_ai',
    baseUrl: String(fieldsOf(call.self)._baseURL ?? ''),
    stream: /stream$/i.test(method),
    attributes: {
      'gen_ai.request.max_tokens': numberOf(body.maxTokens),
      'gen_ai.request.temperature': numberOf(body.temperature),
      'gen_ai.request.top_p': numberOf(body.topP),
      'gen_ai.request.frequency_penalty': numberOf(body.frequencyPenalty),
      'gen_ai.request.presence_penalty': numberOf(body.presencePenalty),
      'gen_ai.request.seed': numberOf(body.randomSeed),
      'gen_ai.request.stop_sequences': stringsOf(body.stop),
      'gen_ai.request.choice.count': body.n === 1 ? undefined : numberOf(body.n),
      'gen_ai.output.type': fieldsOf(body.responseFormat).type === 'text' ? 'text' : jsonOf(body),
    },
  };
}

const jsonOf = (body: Fields): string | undefined =>
  textOf(fieldsOf(body.responseFormat).type).startsWith('json') ? 'json' : undefined;

function response(recording: Recording, value: unknown): void {
  const body = fieldsOf(value);
  recording.identify(body.id, body.model);
  const usage = fieldsOf(body.usage);
  recording.useTokens({
    input_tokens: numberOf(usage.promptTokens),
    output_tokens: numberOf(usage.completionTokens),
  });
  for (const [position, item] of listOf(body.choices).entries()) {
    const choice = fieldsOf(item);
    const index = numberOf(choice.index) ?? position;
    const reason = textOf(choice.finishReason) || undefined;
    if (reason !== undefined || !(index in recording.finishReasons)) recording.finishReasons[index] = reason;
    if (recording.capturesContent) grow(recording, index, fieldsOf(choice.message ?? choice.delta));
  }
}

/** A whole message, or what a delta adds to it. */
function grow(recording: Recording, index: number, message: Fields): void {
  const before = recording.output[index]?.parts ?? [];
  const calls = listOf(message.toolCalls).map((item) => {
    const { id, function: fn } = fieldsOf(item);
    return toolCall(id, fieldsOf(fn).name, fieldsOf(fn).arguments);
  });
  const [more] = partsOf(message.content);
  const at = before.findIndex(({ type }) => type === 'text');
  const known = before[at];
  const said =
    known === undefined
      ? [...before, ...(more ? [more] : [])]
      : before.with(at, { type: 'text', content: textOf(known.content) + textOf(more?.content) });
  recording.output[index] = {
    role: 'assistant',
    parts: [...said, ...calls],
    finish_reason: recording.finishReasons[index],
  };
}

function input(recording: Recording, call: Call): void {
  const { messages, prompt } = fieldsOf(call.args[0]);
  const asked = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : listOf(messages);
  const shown = asked.map((item) => {
    const { role, content, toolCallId } = fieldsOf(item);
    const parts = role === 'tool' ? [toolResponse(toolCallId, content)] : partsOf(content);
    return { role: textOf(role) || 'user', parts };
  });
  recording.show('gen_ai.input.messages', shown);
}

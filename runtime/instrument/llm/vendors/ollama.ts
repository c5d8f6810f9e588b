/** Ollama's own client. */
import { fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { partsOf, text, toolCall } from '../content.ts';
import type { Recording } from '../llm-span.ts';
import { llm } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk: response, input };

export const ollama: Helper = /* @__PURE__ */ llm(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  chat: 'chat',
  generate: 'text_completion',
  embed: 'embeddings',
  embeddings: 'embeddings',
};

function request(call: Call): Request | undefined {
  const operation = OPERATIONS[call.method];
  const body = fieldsOf(call.args[0]);
  if (operation === undefined || !(call.proven || typeof body.model === 'string')) return undefined;
  const options = fieldsOf(body.options);
  return {
    operation,
    model: textOf(body.model),
    provider: 'ollama',
    baseUrl: textOf(fieldsOf(fieldsOf(call.self).config).host),
    stream: body.stream === true,
    attributes: {
      'gen_ai.request.max_tokens': numberOf(options.num_predict),
      'gen_ai.request.temperature': numberOf(options.temperature),
      'gen_ai.request.top_p': numberOf(options.top_p),
      'gen_ai.request.top_k': numberOf(options.top_k),
      'gen_ai.request.seed': numberOf(options.seed),
      'gen_ai.request.stop_sequences': stringsOf(options.stop),
      'gen_ai.output.type': body.format === undefined ? undefined : 'json',
    },
  };
}

/** A whole response or a chunk; the one that is `done` has the counts. */
function response(recording: Recording, value: unknown): void {
  const body = fieldsOf(value);
  recording.identify(undefined, body.model);
  recording.useTokens({
    input_tokens: numberOf(body.prompt_eval_count),
    output_tokens: numberOf(body.eval_count),
  });
  if (body.embeddings !== undefined || body.embedding !== undefined) return;
  recording.finishReasons[0] = textOf(body.done_reason) || undefined;
  if (!recording.capturesContent) return;
  const message = fieldsOf(body.message ?? { content: body.response });
  const calls = listOf(message.tool_calls).map((item) => {
    const { name, arguments: args } = fieldsOf(fieldsOf(item).function);
    return toolCall(undefined, name, args);
  });
  const before = recording.output[0]?.parts ?? [];
  const said = textOf(before.find(({ type }) => type === 'text')?.content) + textOf(message.content);
  const others = before.filter(({ type }) => type !== 'text');
  recording.output[0] = {
    role: 'assistant',
    parts: [...(said === '' ? [] : [{ type: 'text', content: said }]), ...others, ...calls],
    finish_reason: recording.finishReasons[0],
  };
}

function input(recording: Recording, call: Call): void {
  const { messages, prompt, system } = fieldsOf(call.args[0]);
  if (typeof system === 'string') recording.show('gen_ai.system_instructions', [text(system)]);
  const asked = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : listOf(messages);
  const shown = asked.map((item) => {
    const { role, content } = fieldsOf(item);
    return { role: textOf(role) || 'user', parts: partsOf(content) };
  });
  recording.show('gen_ai.input.messages', shown);
}

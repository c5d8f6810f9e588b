/** Ollama's own client. */
import { fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, someOf } from '../content/bounds.ts';
import { textPart, toolNames } from '../content/content.ts';
import { historyOf } from '../content/history.ts';
import type { LlmSpan } from '../llm-span.ts';
import { llmHelper } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk: response, input };

export const ollama: Helper = /* @__PURE__ */ llmHelper(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  chat: 'chat',
  generate: 'text_completion',
  embed: 'embeddings',
  embeddings: 'embeddings',
};

function request(call: LlmCall): LlmRequest | undefined {
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
      // `think` may be a level, or only switched on.
      'gen_ai.request.reasoning.level': textOf(body.think) || undefined,
      'gen_ai.output.type': body.format === undefined ? undefined : 'json',
    },
  };
}

/** A whole response or a chunk; the one that is `done` has the counts. */
function response(llmSpan: LlmSpan, value: unknown): void {
  const body = fieldsOf(value);
  llmSpan.setResponseIds(undefined, body.model);
  llmSpan.setUsage({
    input_tokens: countOf(body.prompt_eval_count),
    output_tokens: countOf(body.eval_count),
  });
  if (body.embeddings !== undefined || body.embedding !== undefined) return;
  llmSpan.answer.finish(0, body.done_reason);
  const message = llmSpan.answer.message();
  if (message === undefined) return;
  const { thinking, content, tool_calls } = fieldsOf(body.message ?? { ...body, content: body.response });
  message.think(thinking);
  message.say('text', content);
  for (const item of someOf(tool_calls)) {
    const { name, arguments: args } = fieldsOf(fieldsOf(item).function);
    // Each is whole.
    message.call({ index: message.parts.length, name, args });
  }
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { messages, prompt, system, images, tools, input: texts } = fieldsOf(call.args[0]);
  if (typeof system === 'string') llmSpan.setContent('gen_ai.system_instructions', [textPart(system)]);
  const asked =
    typeof prompt === 'string' ? [{ role: 'user', content: prompt, images }] : (messages ?? texts);
  llmSpan.setContent('gen_ai.input.messages', historyOf(asked));
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(tools));
}

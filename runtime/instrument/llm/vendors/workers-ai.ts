/** Cloudflare's Workers AI: `env.AI.run(model, inputs)`, whose answers have as many shapes as its models. */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { callsOf, historyOf } from '../content/history.ts';
import { mediaPart } from '../content/media.ts';
import type { LlmSpan } from '../llm-span.ts';
import { tapEventBytes } from '../watch/event-bytes.ts';
import { llmHelper } from '../wrap-call.ts';
import { adapter as openai, openaiUsage, samplingAttributes } from './openai.ts';

const adapter: Adapter = { request, response, chunk, input, observe: tapBinding };

export const workersAi: Helper = /* @__PURE__ */ llmHelper(adapter);

const MODEL = /^@(?:cf|hf)\//;

function request({ self, args: [model, inputs] }: LlmCall): LlmRequest | undefined {
  const asked = fieldsOf(inputs);
  const isBinding =
    typeof fieldsOf(self).toMarkdown === 'function' || typeof fieldsOf(self).gateway === 'function';
  if (typeof inputs !== 'object' || !(MODEL.test(textOf(model)) || (isBinding && textOf(model) !== '')))
    return undefined;
  const operation = operationOf(textOf(model), asked);
  return {
    operation,
    model: textOf(model),
    provider: 'cloudflare.workers_ai',
    stream: asked.stream === true,
    attributes: {
      ...samplingAttributes(asked),
      'gen_ai.output.type': operation === 'generate_content' && asked.prompt ? 'image' : undefined,
    },
  };
}

function operationOf(
  model: string,
  { messages, input: given, prompt, text, query, contexts, audio }: Fields,
): string {
  if (contexts !== undefined && query !== undefined) return 'rerank';
  if (text !== undefined && /bge|embed/.test(model)) return 'embeddings';
  if (messages !== undefined || given !== undefined) return 'chat';
  const isWords =
    prompt !== undefined && audio === undefined && !/diffusion|flux|dreamshaper|lucid|phoenix/.test(model);
  return isWords ? 'text_completion' : 'generate_content';
}

/** A stream is one of events, or a picture's bytes, which are the program's. */
function tapBinding(result: unknown, llmSpan: LlmSpan): boolean {
  if (!(result instanceof ReadableStream)) return false;
  if (llmSpan.streaming) return tapEventBytes(result, llmSpan, adapter);
  llmSpan.end();
  return true;
}

function response(llmSpan: LlmSpan, value: unknown): void {
  const body = fieldsOf(value);
  if (Array.isArray(body.choices) || body.object === 'response') return openai.response(llmSpan, body);
  llmSpan.setUsage(openaiUsage(fieldsOf(body.usage)));
  const { response: said, text, image, tool_calls, translated_text, description, summary } = body;
  const message = llmSpan.answer.message();
  const words = [said, text, translated_text, description, summary].find((it) => typeof it === 'string');
  if (words !== undefined) message?.say('text', words);
  message?.addAll(callsOf(tool_calls));
  if (image) message?.add(mediaPart({ modality: 'image', mime: '' }));
}

function chunk(llmSpan: LlmSpan, value: unknown): void {
  const event = fieldsOf(value);
  if (event.choices !== undefined || event.type !== undefined) return openai.chunk(llmSpan, event);
  if (event.usage) llmSpan.setUsage(openaiUsage(fieldsOf(event.usage)));
  const message = llmSpan.answer.message();
  message?.say('text', event.response);
  message?.addAll(callsOf(event.tool_calls));
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { messages, prompt, text, query, input: given, tools } = fieldsOf(call.args[1]);
  if (messages ?? given ?? tools) return openai.input?.(llmSpan, { ...call, args: [call.args[1]] });
  llmSpan.setContent('gen_ai.input.messages', historyOf(prompt ?? text ?? query));
}

/** Azure's REST client of model inference: `client.path('/chat/completions').post({ body })`, OpenAI's API inside. */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { type Helper, helper } from '../../call/helper.ts';
import type { Adapter, LlmCall } from '../adapter.ts';
import { tapEventBytes } from '../watch/event-bytes.ts';
import { lazyInvoke } from '../watch/lazy-call.ts';
import { llmInvoke } from '../wrap-call.ts';
import { adapter as openai } from './openai.ts';

const adapter: Adapter = {
  request(call) {
    const request = openai.request(bodyCall(call));
    return request && { ...request, provider: 'azure.ai.inference' };
  },
  response(llmSpan, value) {
    const { status, body } = fieldsOf(value);
    const { code, message } = fieldsOf(fieldsOf(body).error);
    // What went wrong is an answer as well.
    if (Number(status) >= 400) llmSpan.failAs(String(status), message ?? code);
    else openai.response(llmSpan, body);
  },
  chunk: openai.chunk,
  input: (llmSpan, call) => openai.input?.(llmSpan, bodyCall(call)),
  observe: (result, llmSpan) => {
    const { status, body } = fieldsOf(result);
    return Number(status) < 400 && tapEventBytes(body, llmSpan, adapter);
  },
};

const RUNS: readonly string[] = ['then', 'asNodeStream', 'asBrowserStream'];

export const azureInference: Helper = /* @__PURE__ */ helper(lazyInvoke(llmInvoke(adapter), RUNS));

/** Its path has been said before; the body tells as well. */
function bodyCall(call: LlmCall): LlmCall {
  const { body } = fieldsOf(call.args[0]);
  const { messages, input } = fieldsOf(body);
  const method = Array.isArray(messages) ? 'chat.completions.create' : 'embeddings.create';
  const isModel = Array.isArray(messages) || listOf(input).length > 0 || textOf(input) !== '';
  return { ...call, method: isModel ? method : '', args: [body], proven: true };
}

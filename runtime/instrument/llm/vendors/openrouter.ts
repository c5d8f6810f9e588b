/** OpenRouter's own SDK: OpenAI's API in camel case, with the request inside of an envelope. */
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall } from '../adapter.ts';
import { MOST_PARTS } from '../content/bounds.ts';
import { llmHelper } from '../wrap-call.ts';
import { adapter as openai } from './openai.ts';

const adapter: Adapter = {
  request(call) {
    const asked = spokenCall(call);
    if (!call.proven && fieldsOf(call.self)._options === undefined) return undefined;
    const request = openai.request({ ...asked, proven: true });
    return (
      request && {
        ...request,
        provider: 'openrouter',
        baseUrl: String(fieldsOf(call.self)._baseURL ?? 'https://openrouter.ai'),
      }
    );
  },
  response: (llmSpan, value) => openai.response(llmSpan, snakeKeys(value)),
  chunk: (llmSpan, value) => openai.chunk(llmSpan, snakeKeys(value)),
  input: (llmSpan, call) => openai.input?.(llmSpan, spokenCall(call)),
};

export const openrouter: Helper = /* @__PURE__ */ llmHelper(adapter);

/** `chat.send` is `chat.completions.create`, and so on. */
const METHODS: Readonly<Record<string, string>> = {
  'chat.send': 'chat.completions.create',
  'responses.send': 'responses.create',
  'embeddings.generate': 'embeddings.create',
  'images.generate': 'images.generate',
  'rerank.rerank': 'rerank.create',
  'tts.createSpeech': 'audio.speech.create',
  callModel: 'responses.create',
};

/** Older versions take the request without its envelope. */
function spokenCall(call: LlmCall): LlmCall {
  const [first] = call.args;
  const body = Object.values(fieldsOf(first)).find((it) => textOf(fieldsOf(it).model) !== '') ?? first;
  return { ...call, method: METHODS[call.method] ?? '', args: [snakeKeys(body)] };
}

/** A copy that is spelled as OpenAI spells it, as deep as its answers are. */
function snakeKeys(value: unknown, depth = 12): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.slice(0, MOST_PARTS).map((it) => snakeKeys(it, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [
      key.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      // What a tool is given is the program's own.
      key === 'parameters' || key === 'arguments' ? it : snakeKeys(it, depth - 1),
    ]),
  );
}

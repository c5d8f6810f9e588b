/** Replicate: predictions of any model, which are whatever its author made them. */
import { fieldsOf, numberOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, someOf } from '../content/bounds.ts';
import { textPart } from '../content/content.ts';
import type { LlmSpan } from '../llm-span.ts';
import { llmHelper } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk, input, observe: watchOutput };

export const replicate: Helper = /* @__PURE__ */ llmHelper(adapter);

function request({ method, self, args, proven }: LlmCall): LlmRequest | undefined {
  if (!(proven || isReplicateClient(self))) return undefined;
  const [first] = args;
  // `run` and `stream` take the model first; a prediction has it in its fields.
  const { model, version, input: given } = typeof first === 'string' ? { model: first } : fieldsOf(first);
  const { temperature, max_tokens, max_new_tokens, top_p, top_k, seed } = fieldsOf(
    given ?? fieldsOf(args[1]).input,
  );
  return {
    operation: method === 'wait' ? 'fetch_response' : 'generate_content',
    model: textOf(model).split(':')[0] || textOf(version),
    provider: 'replicate',
    baseUrl: textOf(fieldsOf(self).baseUrl),
    stream: method === 'stream',
    attributes: {
      'gen_ai.request.max_tokens': numberOf(max_tokens ?? max_new_tokens),
      'gen_ai.request.temperature': numberOf(temperature),
      'gen_ai.request.top_p': numberOf(top_p),
      'gen_ai.request.top_k': numberOf(top_k),
      'gen_ai.request.seed': numberOf(seed),
    },
  };
}

const isReplicateClient = (self: unknown): boolean => {
  const { baseUrl, predictions, trainings } = fieldsOf(self);
  return typeof baseUrl === 'string' && predictions !== undefined && trainings !== undefined;
};

/** An output can be a file that is being read, which is nobody's but the program's. */
function watchOutput(result: unknown, llmSpan: LlmSpan): boolean {
  if (!(result instanceof ReadableStream)) return false;
  llmSpan.end();
  return true;
}

/** A prediction, or the output of one: text, its pieces, or files. */
function response(llmSpan: LlmSpan, value: unknown): void {
  const fields = fieldsOf(value);
  // Only a prediction has addresses; an output may have any other field.
  const { id, metrics, output, status, error } = fields.urls === undefined ? { output: value } : fields;
  llmSpan.setResponseIds(id, undefined);
  // What was predicted is counted where it was asked for.
  if (llmSpan.operation === 'fetch_response') llmSpan.tells = 'neither';
  const { input_token_count, output_token_count } = fieldsOf(metrics);
  llmSpan.setUsage({
    input_tokens: countOf(input_token_count),
    output_tokens: countOf(output_token_count),
  });
  if (status === 'failed') {
    llmSpan.answer.finish(0, 'error');
    llmSpan.failAs('failed', error);
  }
  const said = typeof output === 'string' ? output : wordsOf(someOf(output));
  llmSpan.answer.message()?.say('text', said);
}

/** '' where it is anything but pieces of a text. */
const wordsOf = (output: readonly unknown[]): string =>
  output.every((it) => typeof it === 'string') ? output.join('') : '';

function chunk(llmSpan: LlmSpan, value: unknown): void {
  const { event, data } = fieldsOf(value);
  llmSpan.answer.expectFinish();
  if (event === 'done')
    llmSpan.answer.finish(0, /"reason":\s*"(\w{1,64})"/.exec(textOf(data).slice(0, 1_000))?.[1] ?? 'stop');
  else if (event === 'error') llmSpan.failAs('error', data);
  else if (event === 'output') llmSpan.answer.message()?.say('text', data);
}

function input(llmSpan: LlmSpan, { args }: LlmCall): void {
  const { prompt, system_prompt } = fieldsOf(fieldsOf(args[1]).input ?? fieldsOf(args[0]).input);
  if (typeof system_prompt === 'string' && system_prompt !== '')
    llmSpan.setContent('gen_ai.system_instructions', [textPart(system_prompt)]);
  if (typeof prompt === 'string')
    llmSpan.setContent('gen_ai.input.messages', [{ role: 'user', parts: [textPart(prompt)] }]);
}

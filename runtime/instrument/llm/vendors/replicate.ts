/** Replicate: predictions of any model, which are whatever its author made them. */
import { fieldsOf, numberOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { countOf, someOf } from '../bounds.ts';
import { text } from '../content.ts';
import type { Recording } from '../llm-span.ts';
import { llm } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk, input, observe: watchOutput };

export const replicate: Helper = /* @__PURE__ */ llm(adapter);

function request({ method, self, args, proven }: Call): Request | undefined {
  if (!(proven || isClient(self))) return undefined;
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

const isClient = (self: unknown): boolean => {
  const { baseUrl, predictions, trainings } = fieldsOf(self);
  return typeof baseUrl === 'string' && predictions !== undefined && trainings !== undefined;
};

/** An output can be a file that is being read, which is nobody's but the program's. */
function watchOutput(result: unknown, recording: Recording): boolean {
  if (!(result instanceof ReadableStream)) return false;
  recording.end();
  return true;
}

/** A prediction, or the output of one: text, its pieces, or files. */
function response(recording: Recording, value: unknown): void {
  const fields = fieldsOf(value);
  // Only a prediction has addresses; an output may have any other field.
  const { id, metrics, output, status, error } = fields.urls === undefined ? { output: value } : fields;
  recording.identify(id, undefined);
  // What was predicted is counted where it was asked for.
  if (recording.operation === 'fetch_response') recording.tells = 'neither';
  const { input_token_count, output_token_count } = fieldsOf(metrics);
  recording.useTokens({
    input_tokens: countOf(input_token_count),
    output_tokens: countOf(output_token_count),
  });
  if (status === 'failed') {
    recording.answer.finish(0, 'error');
    recording.failAs('failed', error);
  }
  const said = typeof output === 'string' ? output : wordsOf(someOf(output));
  recording.answer.message()?.say('text', said);
}

/** '' where it is anything but pieces of a text. */
const wordsOf = (output: readonly unknown[]): string =>
  output.every((it) => typeof it === 'string') ? output.join('') : '';

function chunk(recording: Recording, value: unknown): void {
  const { event, data } = fieldsOf(value);
  recording.answer.expectFinish();
  if (event === 'done')
    recording.answer.finish(0, /"reason":\s*"(\w{1,64})"/.exec(textOf(data).slice(0, 1_000))?.[1] ?? 'stop');
  else if (event === 'error') recording.failAs('error', data);
  else if (event === 'output') recording.answer.message()?.say('text', data);
}

function input(recording: Recording, { args }: Call): void {
  const { prompt, system_prompt } = fieldsOf(fieldsOf(args[1]).input ?? fieldsOf(args[0]).input);
  if (typeof system_prompt === 'string' && system_prompt !== '')
    recording.show('gen_ai.system_instructions', [text(system_prompt)]);
  if (typeof prompt === 'string')
    recording.show('gen_ai.input.messages', [{ role: 'user', parts: [text(prompt)] }]);
}

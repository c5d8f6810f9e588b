/** Replicate: predictions of any model, which are whatever its author made them. */
import { fieldsOf, numberOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
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
  const { id, metrics, output, status } = fields.urls === undefined ? { output: value } : fields;
  recording.identify(id, undefined);
  const { input_token_count, output_token_count } = fieldsOf(metrics);
  recording.useTokens({
    input_tokens: numberOf(input_token_count),
    output_tokens: numberOf(output_token_count),
  });
  if (status === 'failed') recording.finishReasons[0] = 'error';
  const said =
    Array.isArray(output) && output.every((it) => typeof it === 'string') ? output.join('') : output;
  if (recording.capturesContent && typeof said === 'string') recording.say(said);
}

function chunk(recording: Recording, value: unknown): void {
  const { event, data } = fieldsOf(value);
  if (recording.finishReasons.length === 0) recording.finishReasons[0] = undefined;
  if (event === 'done') recording.finishReasons[0] = /"reason":\s*"(\w+)"/.exec(textOf(data))?.[1] ?? 'stop';
  const isOutput = event === 'output';
  // The last word brings the reason to what was said.
  if (recording.capturesContent && (isOutput || recording.output.length > 0))
    recording.say(isOutput ? textOf(data) : '');
}

function input(recording: Recording, { args }: Call): void {
  const { prompt } = fieldsOf(fieldsOf(args[1]).input ?? fieldsOf(args[0]).input);
  if (typeof prompt === 'string')
    recording.show('gen_ai.input.messages', [{ role: 'user', parts: [text(prompt)] }]);
}

/** OpenAI's chat completions, responses, embeddings, images, audio and moderations. */
import {
  type Answer,
  type Asked,
  type Format,
  lastQuestion,
  type Pace,
  replyTo,
  statusOf,
  words,
} from '../format.ts';

const CREATED = 1_760_000_000;
type Body = Asked['body'];

export const openai: Format = {
  name: 'openai',
  answer({ path, body }, pace) {
    const route = path.replace(
      /^.*?\/(?=(?:chat\/completions|responses|completions|embeddings|images|audio|moderations)\b)/,
      '',
    );
    const status = statusOf(body.model);
    if (!ROUTES.test(route)) return undefined;
    if (status !== undefined) return failure(status);
    if (route.startsWith('chat/completions'))
      return body.stream ? { events: chatStream(body, pace) } : json(chat(body));
    if (route.startsWith('responses'))
      return body.stream ? { events: responseStream(body, pace) } : json(responseOf(body));
    if (route.startsWith('completions'))
      return body.stream ? { events: completionStream(body) } : json(completion(body));
    if (route.startsWith('embeddings')) return json(embeddings(body));
    if (route.startsWith('moderations'))
      return json({
        id: 'modr-1',
        model: body.model ?? 'omni-moderation-latest',
        results: [{ flagged: false, categories: {}, category_scores: {} }],
      });
    if (route.startsWith('images'))
      return json({
        created: CREATED,
        data: [{ b64_json: 'aGk=' }],
        usage: { input_tokens: 5, output_tokens: 50, total_tokens: 55 },
      });
    if (route === 'audio/speech') return { bytes: new Uint8Array([1, 2, 3]), type: 'audio/mpeg' };
    return json({ text: 'spoken words' });
  },
};

const ROUTES = /^(?:chat\/completions|responses|completions|embeddings|images\/|audio\/|moderations)/;
const json = (body: unknown): Answer => ({
  status: 200,
  headers: { 'x-request-id': 'req_loopback' },
  json: body,
});

const failure = (status: number): Answer => ({
  status,
  headers: { 'x-request-id': 'req_failed', ...(status === 429 ? { 'retry-after-ms': '1' } : {}) },
  json: {
    error: {
      message: `the model said ${status}`,
      type: 'invalid_request_error',
      param: null,
      code: status === 429 ? 'rate_limit_exceeded' : 'bad_thing',
    },
  },
});

const usage = (body: Body, reply: string) => {
  const prompt = Math.max(1, words(lastQuestion(body.messages)).length) + 4;
  const completion = words(reply).length;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 2, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 1, audio_tokens: 0 },
  };
};

/** A request with tools is answered with a call of the first, until a tool has answered. */
function toolCall(
  body: Body,
): { id: string; type: 'function'; function: { name: string; arguments: string } } | undefined {
  const [tool] = (body.tools ?? []) as { function?: { name: string } }[];
  const answered = ((body.messages ?? []) as { role: string }[]).some(({ role }) => role === 'tool');
  if (tool?.function === undefined || answered) return undefined;
  return {
    id: 'call_1',
    type: 'function',
    function: { name: tool.function.name, arguments: '{"city":"Oslo"}' },
  };
}

function reply(body: Body): string {
  const format = body.response_format as { type?: string } | undefined;
  return format?.type?.startsWith('json') ? '{"answer":42}' : replyTo(lastQuestion(body.messages));
}

function chat(body: Body) {
  const call = toolCall(body);
  const text = reply(body);
  const choices = Array.from({ length: Number(body.n ?? 1) }, (_, index) => ({
    index,
    message: {
      role: 'assistant',
      content: call ? null : text,
      refusal: null,
      ...(call ? { tool_calls: [call] } : {}),
    },
    logprobs: null,
    finish_reason: call ? 'tool_calls' : 'stop',
  }));
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: CREATED,
    model: `${body.model}-2026-08-01`,
    choices,
    usage: usage(body, text),
    service_tier: 'default',
    system_fingerprint: 'fp_loopback',
  };
}

const sse = (data: unknown, event?: string): string =>
  `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`;

async function* chatStream(body: Body, pace: Pace): AsyncGenerator<string> {
  const text = reply(body);
  const call = toolCall(body);
  const wantsUsage = (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const base = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: CREATED,
    model: `${body.model}-2026-08-01`,
    system_fingerprint: 'fp_loopback',
  };
  const chunk = (delta: unknown, finish_reason: string | null = null) =>
    sse({
      ...base,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      ...(wantsUsage ? { usage: null } : {}),
    });
  let sent = 0;
  const deltas = call
    ? [
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ index: 0, ...call, function: { name: call.function.name, arguments: '' } }],
        },
        { tool_calls: [{ index: 0, function: { arguments: call.function.arguments } }] },
      ]
    : [{ role: 'assistant', content: '' }, ...words(text).map((content) => ({ content }))];
  for (const delta of deltas) {
    await pace.before(sent++, String(body.model));
    yield chunk(delta);
    if (body.model === 'error-mid-stream' && sent === 3) {
      yield sse({ error: { message: 'the stream broke', type: 'server_error', code: 'stream_broke' } });
      return;
    }
  }
  yield chunk({}, call ? 'tool_calls' : 'stop');
  if (wantsUsage) yield sse({ ...base, choices: [], usage: usage(body, text) });
  yield 'data: [DONE]\n\n';
}

function responseOf(body: Body, status = 'completed') {
  const asked = typeof body.input === 'string' ? body.input : lastQuestion(body.input);
  const text =
    (body.text as { format?: { type?: string } } | undefined)?.format?.type === 'json_schema'
      ? '{"answer":42}'
      : replyTo(asked);
  return {
    id: 'resp_1',
    object: 'response',
    created_at: CREATED,
    status,
    model: `${body.model}-2026-08-01`,
    output: [
      {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    output_text: text,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    tools: [],
    usage: {
      input_tokens: 7,
      input_tokens_details: { cached_tokens: 3 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: 12,
    },
  };
}

async function* responseStream(body: Body, pace: Pace): AsyncGenerator<string> {
  const whole = responseOf(body);
  const event = (type: string, fields: object, n: number) =>
    sse({ type, sequence_number: n, ...fields }, type);
  let n = 0;
  yield event(
    'response.created',
    { response: { ...whole, status: 'in_progress', output: [], usage: null } },
    n++,
  );
  const [item] = whole.output;
  yield event(
    'response.output_item.added',
    { output_index: 0, item: { ...item, content: [], status: 'in_progress' } },
    n++,
  );
  yield event(
    'response.content_part.added',
    {
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: '', annotations: [] },
    },
    n++,
  );
  for (const [at, delta] of words(whole.output_text).entries()) {
    await pace.before(at, String(body.model));
    yield event(
      'response.output_text.delta',
      { item_id: 'msg_1', output_index: 0, content_index: 0, delta, logprobs: [] },
      n++,
    );
  }
  yield event(
    'response.output_text.done',
    { item_id: 'msg_1', output_index: 0, content_index: 0, text: whole.output_text, logprobs: [] },
    n++,
  );
  yield event(
    'response.content_part.done',
    { item_id: 'msg_1', output_index: 0, content_index: 0, part: item?.content[0] },
    n++,
  );
  yield event('response.output_item.done', { output_index: 0, item }, n++);
  yield event('response.completed', { response: whole }, n++);
}

const completion = (body: Body) => ({
  id: 'cmpl-1',
  object: 'text_completion',
  created: CREATED,
  model: body.model,
  choices: [{ text: 'completed', index: 0, logprobs: null, finish_reason: 'length' }],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
});

async function* completionStream(body: Body): AsyncGenerator<string> {
  const { usage: counted, choices, ...base } = completion(body);
  for (const text of ['comp', 'leted'])
    yield sse({ ...base, choices: [{ text, index: 0, logprobs: null, finish_reason: null }] });
  yield sse({ ...base, choices: [{ ...choices[0], text: '' }], usage: counted });
  yield 'data: [DONE]\n\n';
}

function embeddings(body: Body) {
  const inputs = Array.isArray(body.input) ? body.input : [body.input];
  const vector = [0.1, 0.2, 0.3];
  const encode = () => Buffer.from(new Float32Array(vector).buffer).toString('base64');
  // Mistral's SDK speaks the same, and wants an id and every count.
  const isMistral = String(body.model).startsWith('mistral');
  return {
    ...(isMistral ? { id: 'embd-1' } : {}),
    object: 'list',
    model: body.model,
    data: inputs.map((_input, index) => ({
      object: 'embedding',
      index,
      embedding: body.encoding_format === 'base64' ? encode() : vector,
    })),
    usage: {
      prompt_tokens: inputs.length * 4,
      total_tokens: inputs.length * 4,
      ...(isMistral ? { completion_tokens: 0 } : {}),
    },
  };
}

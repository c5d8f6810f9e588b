/** Anthropic's Messages API. */
import {
  type Answer,
  type Asked,
  type Format,
  json,
  lastQuestion,
  type Pace,
  replyTo,
  statusOf,
  words,
} from '../format.ts';

type Body = Asked['body'];

export const anthropic: Format = {
  name: 'anthropic',
  answer({ path, body }, pace) {
    if (!/\/v1\/messages(?:\/|\?|$)/.test(path)) return undefined;
    const status = statusOf(body.model);
    if (status !== undefined) return failure(status);
    if (path.includes('count_tokens')) return json({ input_tokens: 11 });
    return body.stream
      ? { events: stream(body, pace) }
      : { status: 200, headers: { 'request-id': 'req_loopback' }, json: message(body) };
  },
};

const failure = (status: number): Answer => ({
  status,
  headers: { 'request-id': 'req_failed' },
  json: {
    type: 'error',
    error: {
      type: status === 429 ? 'rate_limit_error' : 'invalid_request_error',
      message: `the model said ${status}`,
    },
    request_id: 'req_failed',
  },
});

const USAGE = {
  input_tokens: 6,
  cache_creation_input_tokens: 3,
  cache_read_input_tokens: 2,
  output_tokens: 8,
};

function content(body: Body): Record<string, unknown>[] {
  const [tool] = (body.tools ?? []) as { name: string }[];
  const answered = JSON.stringify(body.messages ?? []).includes('tool_result');
  if (tool !== undefined && !answered)
    return [{ type: 'tool_use', id: 'toolu_1', name: tool.name, input: { city: 'Oslo' } }];
  return [{ type: 'text', text: replyTo(lastQuestion(body.messages)) }];
}

function message(body: Body) {
  const blocks = content(body);
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: `${body.model}-20260801`,
    content: blocks,
    stop_reason: blocks[0]?.type === 'tool_use' ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: USAGE,
  };
}

const sse = (data: { readonly type: string; readonly [field: string]: unknown }): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

async function* stream(body: Body, pace: Pace): AsyncGenerator<string> {
  const whole = message(body);
  yield sse({
    type: 'message_start',
    message: { ...whole, content: [], stop_reason: null, usage: { ...USAGE, output_tokens: 1 } },
  });
  let sent = 0;
  for (const [index, block] of whole.content.entries()) {
    const isTool = block.type === 'tool_use';
    yield sse({
      type: 'content_block_start',
      index,
      content_block: isTool ? { ...block, input: {} } : { type: 'text', text: '' },
    });
    const pieces = isTool ? ['{"city":', '"Oslo"}'] : words(String(block.text));
    for (const piece of pieces) {
      await pace.before(sent++, String(body.model));
      yield sse({
        type: 'content_block_delta',
        index,
        delta: isTool
          ? { type: 'input_json_delta', partial_json: piece }
          : { type: 'text_delta', text: piece },
      });
      if (body.model === 'error-mid-stream' && sent === 2) {
        yield sse({ type: 'error', error: { type: 'overloaded_error', message: 'the stream broke' } });
        return;
      }
    }
    yield sse({ type: 'content_block_stop', index });
  }
  yield sse({
    type: 'message_delta',
    delta: { stop_reason: whole.stop_reason, stop_sequence: null },
    usage: { output_tokens: USAGE.output_tokens },
  });
  yield sse({ type: 'message_stop' });
}

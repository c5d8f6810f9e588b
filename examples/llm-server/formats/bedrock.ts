/** Amazon Bedrock's runtime: Converse and InvokeModel, whole and as `application/vnd.amazon.eventstream`. */
import { crc32 } from 'node:zlib';
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

type Body = Asked['body'];

export const bedrock: Format = {
  name: 'bedrock',
  answer({ path, body }, pace) {
    const [, id, method] =
      /^\/model\/([^/]+)\/(converse|converse-stream|invoke|invoke-with-response-stream)$/.exec(path) ?? [];
    if (id === undefined) return undefined;
    const model = decodeURIComponent(id);
    const status = statusOf(model);
    if (status !== undefined) {
      const headers = { 'x-amzn-errortype': 'ValidationException' };
      return { status, headers, json: { message: `the model said ${status}` } };
    }
    switch (method) {
      case 'converse':
        return json(converse(body));
      case 'converse-stream':
        return eventStream(converseEvents(model, body, pace));
      case 'invoke':
        return json(/embed/.test(model) ? EMBEDDING : message(body));
      default:
        return eventStream(invokeEvents(model, body, pace));
    }
  },
};

const USAGE = { inputTokens: 7, outputTokens: 5, totalTokens: 12, cacheReadInputTokens: 2 };
const EMBEDDING = { embedding: [0.1, 0.2], inputTextTokenCount: 4 };
const HEADERS = { 'x-amzn-requestid': 'req_loopback' };
const reply = (body: Body): string => replyTo(lastQuestion(body.messages));
const json = (body: unknown): Answer => ({ status: 200, headers: HEADERS, json: body });

const eventStream = (events: AsyncIterable<Uint8Array>): Answer => ({
  events,
  type: 'application/vnd.amazon.eventstream',
});

function converse(body: Body): object {
  const content = body.toolConfig
    ? [{ toolUse: { toolUseId: 'tool_1', name: 'weather', input: { city: 'Oslo' } } }]
    : [{ text: reply(body) }];
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: body.toolConfig ? 'tool_use' : 'end_turn',
    usage: USAGE,
    metrics: { latencyMs: 1 },
  };
}

async function* converseEvents(model: string, body: Body, pace: Pace): AsyncGenerator<Uint8Array> {
  yield event('messageStart', { role: 'assistant' });
  for (const [at, text] of words(reply(body)).entries()) {
    await pace.before(at, model);
    yield event('contentBlockDelta', { contentBlockIndex: 0, delta: { text } });
  }
  yield event('contentBlockStop', { contentBlockIndex: 0 });
  if (body.toolConfig) yield* toolEvents();
  yield event('messageStop', { stopReason: body.toolConfig ? 'tool_use' : 'end_turn' });
  yield event('metadata', { usage: USAGE, metrics: { latencyMs: 1 } });
}

function* toolEvents(): Generator<Uint8Array> {
  const contentBlockIndex = 1;
  const toolUse = { toolUseId: 'tool_1', name: 'weather' };
  yield event('contentBlockStart', { contentBlockIndex, start: { toolUse } });
  for (const input of ['{"city":', '"Oslo"}'])
    yield event('contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input } } });
  yield event('contentBlockStop', { contentBlockIndex });
}

/** Claude's format. */
const message = (body: Body): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-3-haiku',
  content: [{ type: 'text', text: reply(body) }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 7, output_tokens: 5 },
});

async function* invokeEvents(model: string, body: Body, pace: Pace): AsyncGenerator<Uint8Array> {
  const chunk = (part: object) =>
    event('chunk', { bytes: Buffer.from(JSON.stringify(part)).toString('base64') });
  const { content, stop_reason, ...start } = message(body) as Record<string, unknown>;
  yield chunk({ type: 'message_start', message: { ...start, content: [] } });
  for (const [at, text] of words(reply(body)).entries()) {
    await pace.before(at, model);
    yield chunk({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
  }
  yield chunk({ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 5 } });
  const metrics = { inputTokenCount: 7, outputTokenCount: 5 };
  yield chunk({ type: 'message_stop', 'amazon-bedrock-invocationMetrics': metrics });
}

/** One frame: two lengths and their checksum, headers, payload, checksum of it all; big endian. */
function event(type: string, payload: object): Uint8Array {
  const headers = Buffer.concat(
    Object.entries({
      ':event-type': type,
      ':content-type': 'application/json',
      ':message-type': 'event',
    }).map(([name, value]) => header(name, value)),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const frame = Buffer.alloc(12 + headers.length + body.length + 4);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  headers.copy(frame, 12);
  body.copy(frame, 12 + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

/** Type 7 is a string. */
function header(name: string, value: string): Buffer {
  const head = Buffer.from([name.length, ...Buffer.from(name), 7, 0, 0]);
  head.writeUInt16BE(value.length, head.length - 2);
  return Buffer.concat([head, Buffer.from(value)]);
}

/** Cohere's chat, embed and rerank of version 2, and the chat of version 1. */
import {
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

export const cohere: Format = {
  name: 'cohere',
  answer({ path, body }, pace) {
    const failed = /\/v1\//.test(path) ? statusOf(body.model) : undefined;
    if (failed !== undefined) return { status: failed, json: { message: `the model said ${failed}` } };
    if (/\/v1\/chat$/.test(path))
      return body.stream === true ? { events: stream1(body, pace) } : json(chat1(body));
    if (/\/v1\/generate$/.test(path))
      return body.stream === true
        ? { events: generateStream(body) }
        : json({ ...generated(body), meta: USAGE });
    const method = /\/v2\/(chat|embed|rerank)$/.exec(path)?.[1];
    if (method === undefined) return undefined;
    const status = statusOf(body.model);
    if (status !== undefined) return { status, json: { id: 'err', message: `the model said ${status}` } };
    if (method === 'embed')
      return json({
        id: 'emb-1',
        embeddings: { float: [[0.1, 0.2]] },
        texts: ['a'],
        meta: { billed_units: { input_tokens: 4 } },
      });
    if (method === 'rerank')
      return json({
        id: 'rank-1',
        results: [{ index: 0, relevance_score: 0.9 }],
        meta: { billed_units: { search_units: 1 } },
      });
    return body.stream === true ? { events: stream(body, pace) } : json(chat(body));
  },
};

const USAGE = {
  billed_units: { input_tokens: 7, output_tokens: 5 },
  tokens: { input_tokens: 70, output_tokens: 6 },
};
const reply = (body: Body): string => replyTo(lastQuestion(body.messages));

const chat = (body: Body) => ({
  id: 'chat-1',
  finish_reason: 'COMPLETE',
  message: { role: 'assistant', content: [{ type: 'text', text: reply(body) }] },
  usage: USAGE,
});

const chat1 = (body: Body) => ({
  generation_id: 'gen-1',
  text: replyTo(String(body.message)),
  finish_reason: 'COMPLETE',
  ...(body.tools ? { tool_calls: [{ name: 'weather', parameters: { city: 'Oslo' } }] } : {}),
  meta: USAGE,
});

const generated = (body: Body) => ({
  id: 'gen-2',
  prompt: String(body.prompt),
  generations: [{ id: 'gen-2-0', text: replyTo(String(body.prompt)), finish_reason: 'COMPLETE' }],
});

/** Version 1 streams lines of JSON. */
const line = (event: object): string => `${JSON.stringify(event)}\n`;

async function* generateStream(body: Body): AsyncGenerator<string> {
  for (const text of words(replyTo(String(body.prompt))))
    yield line({ event_type: 'text-generation', text, is_finished: false });
  yield line({
    event_type: 'stream-end',
    is_finished: true,
    finish_reason: 'COMPLETE',
    response: generated(body),
  });
}

async function* stream1(body: Body, pace: Pace): AsyncGenerator<string> {
  yield line({ event_type: 'stream-start', generation_id: 'gen-1' });
  for (const [at, text] of words(replyTo(String(body.message))).entries()) {
    await pace.before(at, String(body.model));
    yield line({ event_type: 'text-generation', text });
  }
  yield line({ event_type: 'stream-end', finish_reason: 'COMPLETE', response: chat1(body) });
}

async function* stream(body: Body, pace: Pace): AsyncGenerator<string> {
  const sse = (data: { readonly type: string; readonly [field: string]: unknown }): string =>
    `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
  yield sse({ type: 'message-start', id: 'chat-1', delta: { message: { role: 'assistant' } } });
  yield sse({ type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } });
  for (const [at, text] of words(reply(body)).entries()) {
    await pace.before(at, String(body.model));
    yield sse({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } });
  }
  yield sse({ type: 'content-end', index: 0 });
  yield sse({ type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: USAGE } });
}

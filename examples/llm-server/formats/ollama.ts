/** Ollama's chat, generate and embed: lines of JSON where others stream events. */
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

export const ollama: Format = {
  name: 'ollama',
  answer({ path, body }, pace) {
    const method = /^\/api\/(chat|generate|embed)$/.exec(path)?.[1];
    if (method === undefined) return undefined;
    const status = statusOf(body.model);
    if (status !== undefined) return { status, json: { error: `the model said ${status}` } };
    if (method === 'embed')
      return json({ model: body.model, embeddings: [[0.1, 0.2]], prompt_eval_count: 4 });
    return body.stream === true
      ? { events: lines(body, method, pace) }
      : json({ ...said(body, method, reply(body)), ...END });
  },
};

const END = { done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 5 };
const reply = (body: Body): string =>
  replyTo(typeof body.prompt === 'string' ? body.prompt : lastQuestion(body.messages));

const TOOL_CALLS = [{ function: { name: 'weather', arguments: { city: 'Oslo' } } }];

const said = ({ model, tools }: Body, method: string, text: string): object => ({
  model,
  created_at: '2026-08-01T00:00:00Z',
  ...(method === 'chat'
    ? { message: { role: 'assistant', content: text, ...(tools ? { tool_calls: TOOL_CALLS } : {}) } }
    : { response: text }),
});

async function* lines(body: Body, method: string, pace: Pace): AsyncGenerator<string> {
  for (const [at, word] of words(reply(body)).entries()) {
    await pace.before(at, String(body.model));
    yield `${JSON.stringify({ ...said({ model: body.model }, method, word), done: false })}\n`;
    if (body.model === 'error-mid-stream') yield '{"error":"the stream broke"}\n';
  }
  yield `${JSON.stringify({ ...said(body, method, ''), ...END })}\n`;
}

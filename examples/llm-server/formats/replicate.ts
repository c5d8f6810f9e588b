/** Replicate's predictions, whole and as a stream of events at an address of their own. */
import { type Asked, type Format, type Pace, replyTo, statusOf, words } from '../format.ts';

export const replicate: Format = {
  name: 'replicate',
  answer({ method, path, headers, body }, pace) {
    const stream = /\/stream\/([^/]+)$/.exec(path)?.[1];
    if (stream !== undefined) return { events: events(stream, pace) };
    if (!/\/predictions(?:\/p_1)?$/.test(path)) return undefined;
    const owner = /\/models\/([^/]+)\//.exec(path)?.[1] ?? 'meta';
    const status = statusOf(owner);
    if (status !== undefined) return { status, json: { title: 'Bad', detail: `the model said ${status}` } };
    const origin = `http://${String(headers.host)}`;
    return { status: method === 'POST' ? 201 : 200, json: prediction(origin, owner, body) };
  },
};

const prediction = (origin: string, owner: string, body: Asked['body']): object => ({
  id: 'p_1',
  model: `${owner}/llama`,
  version: 'v1',
  ...outcome(owner, String((body.input as { prompt?: string } | undefined)?.prompt ?? '')),
  metrics: { predict_time: 0.1, input_token_count: 7, output_token_count: 5 },
  urls: { get: `${origin}/v1/predictions/p_1`, stream: `${origin}/stream/${owner}` },
});

/** Owners named for what comes of their models. */
function outcome(owner: string, prompt: string): object {
  if (owner === 'slow') return { status: 'starting' };
  if (owner === 'failing') return { status: 'failed', error: 'out of memory' };
  const file = 'data:text/plain;base64,aGk=';
  const outputs: Readonly<Record<string, unknown>> = { file, files: [file] };
  return { status: 'succeeded', output: outputs[owner] ?? words(replyTo(prompt)) };
}

async function* events(owner: string, pace: Pace): AsyncGenerator<string> {
  for (const [at, text] of words(replyTo('')).entries()) {
    await pace.before(at, owner);
    yield `event: output\nid: ${at}\ndata: ${text}\n\n`;
    if (owner === 'failing') yield 'event: error\ndata: the stream broke\n\n';
  }
  yield 'event: done\nid: 9\ndata: {}\n\n';
}

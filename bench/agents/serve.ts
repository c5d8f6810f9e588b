/**
 * A model on loopback, in OpenAI's wire formats (chat completions, responses, embeddings), whole and streamed: it asks
 * for the tool that its request names while no result of a tool is there, and answers after that.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the program says to make it fail. */
export const BREAKS = 'break now';
export const ANSWER = 'Rain in Oslo';

type Body = Record<string, unknown>;

let answers = 0;

export async function serveModel(): Promise<{ url: string; asked: () => number; close: () => void }> {
  let asked = 0;
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as Body;
    asked++;
    if (request.url?.endsWith('/embeddings')) return sendEmbeddings(body, response);
    if (JSON.stringify(body).includes(BREAKS)) {
      response.writeHead(400, { 'content-type': 'application/json' });
      return response.end(
        '{"error":{"message":"the model is broken","type":"invalid_request_error","code":"bad"}}',
      );
    }
    if (request.url?.includes('/messages')) return sendMessage(body, request.url, response);
    if (request.url?.endsWith('/responses')) return sendResponse(body, response);
    sendCompletion(body, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked: () => asked,
    close: () => void server.close().closeAllConnections(),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendEvents(response: ServerResponse, events: readonly object[], named: boolean): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events)
    response.write(`${named ? `event: ${(event as Body).type}\n` : ''}data: ${JSON.stringify(event)}\n\n`);
  response.end(named ? '' : 'data: [DONE]\n\n');
}

function sendEmbeddings(body: Body, response: ServerResponse): void {
  const texts = [body.input].flat();
  const vector = [0.1, 0.2, 0.3, 0.4];
  const embedding =
    body.encoding_format === 'base64'
      ? Buffer.from(new Float32Array(vector).buffer).toString('base64')
      : vector;
  const data = texts.map((_, index) => ({ object: 'embedding', index, embedding }));
  sendJson(response, {
    object: 'list',
    data,
    model: 'text-embedding-3-small',
    usage: { prompt_tokens: 4, total_tokens: 4 },
  });
}

interface Call {
  readonly name: string;
  readonly args: string;
}

/** A tool whose name begins with `hand` or `transfer` is called first, so that agents hand over. */
function nextCall(body: Body): Call | undefined {
  const tools = ((body.tools ?? []) as Body[]).map(
    (tool) => ((tool.function as Body)?.name ?? tool.name) as string,
  );
  const json = JSON.stringify(body.messages ?? body.input ?? []);
  const isAnswered = (name: string): boolean => json.includes(`call_${name}`);
  const name =
    tools.find((it) => /^(?:hand|transfer|delegate)/i.test(it)) ?? tools.find((it) => /weather/i.test(it));
  if (name === undefined || isAnswered(name)) return undefined;
  return { name, args: /weather/i.test(name) && !/transfer/.test(name) ? '{"city":"Oslo"}' : HAND_OVER };
}

const HAND_OVER = '{"toAgent":"Weather","agent":"Weather","reason":"it knows","message":"Weather in Oslo?"}';

function sendCompletion(body: Body, response: ServerResponse): void {
  const call = nextCall(body);
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 2 },
  };
  const head = { id: `chatcmpl-${++answers}`, created: 1, model: 'gpt-4o-2024' };
  const tool_calls = call && [
    {
      index: 0,
      id: `call_${call.name}`,
      type: 'function',
      function: { name: call.name, arguments: call.args },
    },
  ];
  const finish_reason = call ? 'tool_calls' : 'stop';
  if (!body.stream) {
    const message = { role: 'assistant', content: call ? null : ANSWER, ...(call && { tool_calls }) };
    return sendJson(response, {
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason }],
      usage,
    });
  }
  const choice = (delta: object, reason: string | null = null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  const said = call
    ? [choice({ role: 'assistant', content: null, tool_calls })]
    : ANSWER.split(' ').map((word, at) =>
        choice({ role: 'assistant', content: at === 0 ? word : ` ${word}` }),
      );
  sendEvents(response, [...said, choice({}, finish_reason), { ...choice({}), choices: [], usage }], false);
}

function sendResponse(body: Body, response: ServerResponse): void {
  const call = nextCall(body);
  const usage = {
    input_tokens: 10,
    output_tokens: 5,
    total_tokens: 15,
    input_tokens_details: { cached_tokens: 2 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  const item = call
    ? {
        type: 'function_call',
        id: 'fc_1',
        call_id: `call_${call.name}`,
        name: call.name,
        arguments: call.args,
        status: 'completed',
      }
    : {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: ANSWER, annotations: [], logprobs: [] }],
      };
  const whole = {
    id: `resp_${++answers}`,
    object: 'response',
    created_at: 1,
    model: 'gpt-4o-2024',
    status: 'completed',
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    output: [item],
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    usage,
  };
  if (!body.stream) return sendJson(response, whole);
  const begun = { ...whole, output: [], status: 'in_progress', usage: null };
  const at = { output_index: 0, item_id: item.id };
  const middle = call
    ? [
        {
          type: 'response.output_item.added',
          ...at,
          item: { ...item, arguments: '', status: 'in_progress' },
        },
        { type: 'response.function_call_arguments.delta', ...at, delta: call.args },
        { type: 'response.function_call_arguments.done', ...at, arguments: call.args },
        { type: 'response.output_item.done', ...at, item },
      ]
    : [
        { type: 'response.output_item.added', ...at, item: { ...item, content: [], status: 'in_progress' } },
        {
          type: 'response.content_part.added',
          ...at,
          content_index: 0,
          part: { type: 'output_text', text: '', annotations: [] },
        },
        { type: 'response.output_text.delta', ...at, content_index: 0, delta: ANSWER, logprobs: [] },
        { type: 'response.output_text.done', ...at, content_index: 0, text: ANSWER, logprobs: [] },
        {
          type: 'response.content_part.done',
          ...at,
          content_index: 0,
          part: { type: 'output_text', text: ANSWER, annotations: [] },
        },
        { type: 'response.output_item.done', ...at, item },
      ];
  const events = [
    { type: 'response.created', response: begun },
    ...middle,
    { type: 'response.completed', response: whole },
  ];
  sendEvents(
    response,
    events.map((event, index) => ({ ...event, sequence_number: index })),
    true,
  );
}

/** Anthropic's wire format. */
function sendMessage(body: Body, url: string, response: ServerResponse): void {
  if (url.includes('count_tokens')) return sendJson(response, { input_tokens: 10 });
  const call = nextCall(body);
  const usage = {
    input_tokens: 8,
    output_tokens: 5,
    cache_read_input_tokens: 2,
    cache_creation_input_tokens: 0,
  };
  const block = call
    ? { type: 'tool_use', id: `call_${call.name}`, name: call.name, input: JSON.parse(call.args) as object }
    : { type: 'text', text: ANSWER };
  const whole = {
    id: `msg_${++answers}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [block],
    stop_reason: call ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage,
  };
  if (!body.stream) return sendJson(response, whole);
  const delta = call
    ? { type: 'input_json_delta', partial_json: call.args }
    : { type: 'text_delta', text: ANSWER };
  const begun = call ? { ...block, input: {} } : { ...block, text: '' };
  const events = [
    { type: 'message_start', message: { ...whole, content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: begun },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: whole.stop_reason, stop_sequence: null }, usage },
    { type: 'message_stop' },
  ];
  sendEvents(response, events, true);
}

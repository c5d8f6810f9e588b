import { connect } from 'node:net';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { WebSocket, WebSocketServer } from 'ws';

const usage = { total_tokens: 60, input_tokens: 40, output_tokens: 20, input_token_details: { text_tokens: 10, audio_tokens: 30, cached_tokens: 8 }, output_token_details: { text_tokens: 5, audio_tokens: 15 } };
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => {
  let responses = 0;
  const send = (event: object): void => socket.send(JSON.stringify(event));
  send({ type: 'session.created', event_id: 'e', session: { type: 'realtime', model: 'gpt-realtime', instructions: 'Be kind.' } });
  socket.on('message', (data) => {
    const event = JSON.parse(String(data));
    if (event.type !== 'response.create') return;
    const id = `resp_${++responses}`;
    if (event.response?.instructions === 'fail') return send({ type: 'error', event_id: 'e', error: { type: 'invalid_request_error', code: 'bad_request', message: 'no' } });
    send({ type: 'response.created', response: { id, status: 'in_progress', output: [] } });
    send({ type: 'response.output_audio_transcript.delta', response_id: id, item_id: 'i', output_index: 0, content_index: 0, delta: 'Good ' });
    const done = event.response?.instructions === 'cancel' ? { status: 'cancelled', status_details: { type: 'cancelled', reason: 'turn_detected' } } : { status: 'completed' };
    send({ type: 'response.done', response: { id, object: 'realtime.response', ...done, usage, output: [
      { type: 'message', id: 'i', role: 'assistant', content: [{ type: 'output_audio', transcript: 'Good morning.' }] },
      { type: 'function_call', id: 'f', call_id: 'c1', name: 'weather', arguments: '{"city":"Oslo"}' },
    ] } });
  });
});
await new Promise<void>((done) => void server.once('listening', done));
const { port } = server.address() as { port: number };
const url = `http://127.0.0.1:${port}/v1`;
const next = (rt: { once(type: string, fn: (event: any) => void): unknown }, type: string) => new Promise<any>((done) => void rt.once(type, done));

const client = new OpenAI({ apiKey: 'k', baseURL: url });
const rt = new OpenAIRealtimeWS({ model: 'gpt-realtime', options: { createConnection: () => connect(port, '127.0.0.1') } as never }, client);
rt.on('error', (error) => console.log('error', error.error?.code));
await next(rt as never, 'session.created');
const ask = async (response: object, type = 'response.done') => {
  rt.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] } });
  rt.send({ type: 'response.create', response } as never);
  return next(rt as never, type);
};
console.log((await ask({})).response.status);
console.log((await ask({ instructions: 'cancel' })).response.status);
await ask({ instructions: 'fail' }, 'error');
rt.close();

const own = new WebSocket(`ws://127.0.0.1:${port}/v1/realtime?model=gpt-realtime-mini`);
await new Promise((done) => own.once('open', done));
const ended = new Promise<void>((done) => own.on('message', (data) => JSON.parse(String(data)).type === 'response.done' && done()));
own.send(JSON.stringify({ type: 'response.create' }));
await ended;
own.close();
server.close();

import { ClientFactory } from '@a2a-js/sdk/client';
import { AgentEvent, DefaultRequestHandler, InMemoryTaskStore } from '@a2a-js/sdk/server';
import { jsonRpcHandler, UserBuilder } from '@a2a-js/sdk/server/express';
import express from 'express';
import OpenAI from 'openai';
import { Observe } from 'onetrace';
import { serve } from '../serve.ts';

// One agent asks another over A2A, whose model it is that answers: one trace, with no line added.
const { url } = await serve(() => ({
  json: { id: 'c', object: 'chat.completion', created: 1, model: 'gpt-4o', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Oslo' } }], usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 } },
}));
const openai = new OpenAI({ apiKey: 'k', baseURL: url });
const text = (value: string) => ({ content: { $case: 'text' as const, value }, metadata: undefined, filename: '', mediaType: 'text/plain' });
const message = (messageId: string, role: number, said: string, more: object = {}) => ({ messageId, contextId: '', taskId: '', role, parts: [text(said)], metadata: undefined, extensions: [], referenceTaskIds: [], ...more });
const executor = {
  async execute({ contextId }: any, bus: any): Promise<void> {
    const { choices } = await openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Where?' }] });
    bus.publish(AgentEvent.message(message('m2', 2, choices[0]?.message.content ?? '', { contextId }) as never));
    bus.finished();
  },
  async cancelTask(): Promise<void> {},
};
const app = express();
const card: any = { name: 'geographer', description: 'knows places', version: '1', supportedInterfaces: [], provider: undefined, capabilities: { streaming: false, extensions: [] }, securitySchemes: {}, securityRequirements: [], defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'], skills: [], signatures: [] };
app.use('/a2a', jsonRpcHandler({ requestHandler: new DefaultRequestHandler(card, new InMemoryTaskStore(), executor as never), userBuilder: UserBuilder.noAuthentication }));
const http = app.listen(0, '127.0.0.1');
await new Promise((done) => http.once('listening', done));
const { port } = http.address() as { port: number };
card.supportedInterfaces = [{ url: `http://127.0.0.1:${port}/a2a`, protocolBinding: 'JSONRPC', tenant: '', protocolVersion: '1.0' }];

const client = await new ClientFactory().createFromAgentCard(card);
await Observe.withTrace('ask', {}, async () => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 'session-a2a');
  const answer = await client.sendMessage({ message: message('m1', 1, 'Where?'), configuration: undefined, metadata: undefined, tenant: '' } as never);
  console.log(JSON.stringify(answer).includes('Oslo'));
});
await new Promise((done) => setTimeout(done, 100));
http.close();
http.closeAllConnections();

/** Libraries that make OpenTelemetry spans of their own calls: beside an SDK, there is one span a call. */
import Anthropic from '@anthropic-ai/sdk';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import * as ai6 from 'ai-6';
import { createOpenAI as createOpenAI3 } from 'ai-sdk-openai-3';
import { Observe } from 'onetrace';
import { ai, anthropic } from 'onetrace/inject';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';

const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
  instrumentations: [],
  autoDetectResources: false,
});
let server: LlmServer;

beforeAll(async () => {
  sdk.start();
  await Observe.init({ ignoreRequests: /./ });
  server = await startLlmServer();
});
beforeEach(() => exporter.reset());
afterAll(async () => {
  await sdk.shutdown();
  await server.close();
});

const names = (): string[] => exporter.getFinishedSpans().map(({ name }) => name);
const site = (method: string) => `once.ts:1:1#test?method=${method}&proven=1`;
const QUESTION = {
  model: 'claude-sonnet-4-5',
  max_tokens: 9,
  messages: [{ role: 'user' as const, content: 'hi' }],
};

it('Anthropic’s own span is the one', async () => {
  const client = new Anthropic({ apiKey: 'x', baseURL: server.url });
  await anthropic(site('messages.create'), client.messages, 'create')(QUESTION);
  await expect.poll(names).toEqual(['anthropic.messages.create']);
});

it('ours is the one where Anthropic’s is switched off', async () => {
  const client = new Anthropic({ apiKey: 'x', baseURL: server.url, openTelemetry: false });
  await anthropic(site('messages.create'), client.messages, 'create')(QUESTION);
  await expect.poll(names).toEqual(['chat claude-sonnet-4-5']);
});

it('the AI SDK’s own spans are the ones where a call asks for them', async () => {
  const model = createOpenAI3({ apiKey: 'x', baseURL: `${server.url}/v1` }).chat('gpt-4o');
  const generate = ai(site('generateText'), ai6.generateText);
  await generate({ model, prompt: 'hi', experimental_telemetry: { isEnabled: true } });
  // The request is below a span that is not ours, and a span as it would be by OpenTelemetry itself.
  await expect.poll(names).toEqual(['POST', 'ai.generateText.doGenerate', 'ai.generateText']);
  exporter.reset();
  await generate({ model, prompt: 'hi' });
  await expect.poll(names).toEqual(['chat gpt-4o']);
});

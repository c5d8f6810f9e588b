/** A program as its author writes it: one call of every client, and nothing of tracing. */
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { GoogleGenAI } from '@google/genai';
import { InferenceClient } from '@huggingface/inference';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';
import { Mistral } from '@mistralai/mistralai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import { CohereClientV2 } from 'cohere-ai';
import Groq from 'groq-sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import Replicate from 'replicate';
import Together from 'together-ai';
import { z } from 'zod';

const url = process.env['LLM_URL'] ?? '';
const content = 'What is 2+2?';
const messages = [{ role: 'user' as const, content }];
const apiKey = 'test';

async function agents(): Promise<void> {
  const model = createOpenAI({ apiKey, baseURL: `${url}/v1` }).chat('gpt-4o');
  const weather = tool({ inputSchema: z.object({ city: z.string() }), execute: async () => 'rain' });
  await generateText({ model, prompt: content, tools: { weather }, stopWhen: stepCountIs(3) });
  for await (const _text of streamText({ model, prompt: content }).textStream);
  const chat = new ChatOpenAI({ model: 'gpt-4o', apiKey, configuration: { baseURL: `${url}/v1` } });
  const prompt = ChatPromptTemplate.fromTemplate('Tell of {topic}');
  await prompt.pipe(chat).pipe(new StringOutputParser()).invoke({ topic: 'trees' });
}

async function tools(): Promise<void> {
  const server = new McpServer({ name: 'tools', version: '1' });
  server.registerTool('weather', {}, () => ({ content: [{ type: 'text', text: 'rain' }] }));
  const [mine, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'app', version: '1' });
  await Promise.all([server.connect(theirs), client.connect(mine)]);
  await client.callTool({ name: 'weather' });
}

async function clients(): Promise<void> {
  const openai = new OpenAI({ apiKey, baseURL: `${url}/v1` });
  await openai.chat.completions.create({ model: 'gpt-4o', messages });
  const anthropic = new Anthropic({ apiKey, baseURL: url });
  await anthropic.messages.create({ model: 'claude-test', max_tokens: 9, messages });
  const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: url } });
  await google.models.generateContent({ model: 'gemini-test', contents: content });
  await new Mistral({ apiKey, serverURL: url }).chat.complete({ model: 'mistral-test', messages });
  await new CohereClientV2({ token: apiKey, environment: url }).chat({ model: 'command-test', messages });
  const bedrock = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new NodeHttpHandler(),
  });
  const asked = [{ role: 'user' as const, content: [{ text: content }] }];
  await bedrock.send(new ConverseCommand({ modelId: 'nova-test', messages: asked }));
  await new Groq({ apiKey, baseURL: url }).chat.completions.create({ model: 'llama-groq', messages });
  const together = new Together({ apiKey, baseURL: `${url}/v1` });
  await together.chat.completions.create({ model: 'llama-together', messages });
  await new Ollama({ host: url }).chat({ model: 'llama-local', messages });
  await new InferenceClient(apiKey, { endpointUrl: url }).chatCompletion({ model: 'llama-hf', messages });
  await new Replicate({ auth: apiKey, baseUrl: `${url}/v1` }).run('meta/llama', {
    input: { prompt: content },
  });
}

await clients();
await tools();
await agents();

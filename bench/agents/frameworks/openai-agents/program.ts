import { Agent, tool as makeTool, OpenAIProvider, Runner, setTraceProcessors } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';

// Its own exporter sends to its vendor, which is not on loopback.
setTraceProcessors([]);
const client = new OpenAI({ apiKey: 'k', baseURL: process.env.MODEL_URL as string, maxRetries: 0 });
const runner = new Runner({
  modelProvider: new OpenAIProvider({ openAIClient: client as never, useResponses: true }),
});
const weather = makeTool({
  name: 'weather',
  description: 'Tells the weather.',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(),
});
const expert = new Agent({
  name: 'Weather',
  instructions: 'Tell the weather.',
  model: 'gpt-4o',
  tools: [weather],
});
const triage = Agent.create({
  name: 'Triage',
  instructions: 'Hand over.',
  model: 'gpt-4o',
  handoffs: [expert],
});

export const tool = async (ask: string) => String((await runner.run(expert, ask)).finalOutput);
export async function stream(ask: string): Promise<string> {
  const result = await runner.run(expert, ask, { stream: true });
  for await (const _event of result) {
  }
  await result.completed;
  return String(result.finalOutput);
}
export const steps = async (ask: string) => String((await runner.run(triage, ask)).finalOutput);
export const fails = tool;

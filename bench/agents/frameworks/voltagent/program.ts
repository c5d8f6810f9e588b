import { createOpenAI } from '@ai-sdk/openai';
import { Agent, createTool } from '@voltagent/core';
import { z } from 'zod';

const model = createOpenAI({ apiKey: 'k', baseURL: process.env.MODEL_URL as string })('gpt-4o');
const weather = createTool({
  name: 'weather',
  description: 'Tells the weather.',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(),
});
const agent = new Agent({
  name: 'Weather',
  instructions: 'Tell the weather.',
  model,
  tools: [weather],
  maxRetries: 0,
});

export const tool = async (ask: string) => (await agent.generateText(ask)).text;
export async function stream(ask: string): Promise<string> {
  let text = '';
  for await (const piece of (await agent.streamText(ask)).textStream) text += piece;
  return text;
}
export const fails = tool;

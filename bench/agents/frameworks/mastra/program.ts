import { createOpenAI } from '@ai-sdk/openai';
import { Mastra } from '@mastra/core';
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';

const model = createOpenAI({ apiKey: 'k', baseURL: process.env.MODEL_URL as string })('gpt-4o');
const weather = createTool({
  id: 'weather',
  description: 'Tells the weather.',
  inputSchema: z.object({ city: z.string() }),
  outputSchema: z.object({ text: z.string() }),
  execute: async (input) => ({
    text: await (await fetch(`${process.env.TOOL_URL}/${(input as { city: string }).city}`)).text(),
  }),
});
const agent = new Agent({
  id: 'weather-agent',
  name: 'Weather',
  instructions: 'Tell the weather.',
  model,
  tools: { weather },
  maxRetries: 0,
});
const ask = createStep({
  id: 'ask',
  inputSchema: z.object({ question: z.string() }),
  outputSchema: z.object({ text: z.string() }),
  execute: async ({ inputData, mastra }) => ({
    text: (await mastra.getAgent('agent').generate(inputData.question)).text,
  }),
});
const workflow = createWorkflow({
  id: 'report',
  inputSchema: z.object({ question: z.string() }),
  outputSchema: z.object({ text: z.string() }),
})
  .then(ask)
  .commit();
const mastra = new Mastra({ agents: { agent }, workflows: { workflow }, logger: false });

export const tool = async (question: string) => (await mastra.getAgent('agent').generate(question)).text;
export async function stream(question: string): Promise<string> {
  let text = '';
  for await (const piece of (await agent.stream(question)).textStream) text += piece;
  return text;
}
export async function steps(question: string): Promise<string> {
  const run = await mastra.getWorkflow('workflow').createRun();
  const result = await run.start({ inputData: { question } });
  return result.status === 'success' ? result.result.text : result.status;
}
export const fails = tool;

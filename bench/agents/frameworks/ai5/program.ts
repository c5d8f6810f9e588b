import { createOpenAI } from '@ai-sdk/openai';
import { generateText, tool as makeTool, stepCountIs, streamText } from 'ai';
import { z } from 'zod';

const model = createOpenAI({ apiKey: 'k', baseURL: process.env.MODEL_URL as string })('gpt-4o');
const weather = makeTool({
  description: 'Tells the weather.',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }: { city: string }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(),
});
// What its documentation asks for where OpenTelemetry is to hear of it.
const telemetry = process.env.TELEMETRY ? { experimental_telemetry: { isEnabled: true } } : {};
const asked = (prompt: string) => ({
  ...telemetry,
  model,
  prompt,
  tools: { weather },
  stopWhen: stepCountIs(3),
  maxRetries: 0,
});

export const tool = async (ask: string) => (await generateText(asked(ask))).text;
export async function stream(ask: string): Promise<string> {
  let text = '';
  for await (const piece of streamText(asked(ask)).textStream) text += piece;
  return text;
}
export const fails = tool;

import { chat, toolDefinition } from '@tanstack/ai';
import { createOpenaiChat } from '@tanstack/ai-openai';
import { z } from 'zod';

const adapter = createOpenaiChat('gpt-4o', 'k', { baseURL: process.env.MODEL_URL as string, maxRetries: 0 });
const weather = toolDefinition({
  name: 'weather',
  description: 'Tells the weather.',
  inputSchema: z.object({ city: z.string() }),
}).server(async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text());
const asked = (content: string) => ({
  adapter,
  messages: [{ role: 'user' as const, content }],
  tools: [weather],
});

export const tool = async (ask: string) => chat({ ...asked(ask), stream: false });
export async function stream(ask: string): Promise<string> {
  let text = '';
  for await (const chunk of chat(asked(ask))) if (chunk.type === 'TEXT_MESSAGE_CONTENT') text += chunk.delta;
  return text;
}
export const fails = tool;

import * as sdk from 'ai';
import { generateText, ToolLoopAgent, experimental_transcribe as transcribe, tool, type ToolSet } from 'ai';
import { openai } from '@ai-sdk/openai';

const model = openai('gpt-4o');
export const ask = async (prompt: string) => (await generateText({ model, prompt })).text;
export const answer = (prompt: string) => sdk.streamText({ model, prompt }).toTextStreamResponse();
export const hear = (audio: Uint8Array) => transcribe({ model, audio });
const agent = new ToolLoopAgent({ model, tools: {} as ToolSet });
export const run = (prompt: string) => agent.generate({ prompt });
export const later = async (value: string) => {
  const { embed } = await import('ai');
  return embed({ model, value });
};
export const weather = tool({ execute: (input) => generate(input) });
function generate(input: unknown) {
  const generateText = (it: unknown) => it;
  return generateText(input);
}

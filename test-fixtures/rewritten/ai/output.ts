import * as $ot from "onetrace/inject"; import * as sdk from 'ai';
import { generateText, ToolLoopAgent, experimental_transcribe as transcribe, tool, type ToolSet } from 'ai';
import { openai } from '@ai-sdk/openai';

const model = openai('gpt-4o');
export const ask = async (prompt: string) => (await $ot.ai("ai/input.ts:6:53#ask?method=generateText&proven=1&awaited=1", generateText)({ model, prompt })).text;
export const answer = (prompt: string) => $ot.ai("ai/input.ts:7:43#answer?method=streamText&proven=1&callee=sdk.streamText", sdk, "streamText")({ model, prompt }).toTextStreamResponse();
export const hear = (audio: Uint8Array) => $ot.ai("ai/input.ts:8:44#hear?method=experimental_transcribe&proven=1", transcribe)({ model, audio });
const agent = new ToolLoopAgent({ model, tools: {} as ToolSet });
export const run = (prompt: string) => $ot.ai("ai/input.ts:10:40#run?method=generate&proven=1&callee=agent.generate", agent, "generate")({ prompt });
export const later = async (value: string) => {
  const { embed } = await import('ai');
  return $ot.ai("ai/input.ts:13:10#later?method=embed&proven=1", embed)({ model, value });
};
export const weather = tool({ execute: (input) => generate(input) });
function generate(input: unknown) {
  const generateText = (it: unknown) => it;
  return generateText(input);
}

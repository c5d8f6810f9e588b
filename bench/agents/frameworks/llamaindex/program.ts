import { OpenAI, OpenAIEmbedding } from '@llamaindex/openai';
import { agent, agentStreamEvent } from '@llamaindex/workflow';
import { Document, tool as makeTool, Settings, VectorStoreIndex } from 'llamaindex';
import { z } from 'zod';

const options = { apiKey: 'k', baseURL: process.env.MODEL_URL as string, maxRetries: 0 };
Settings.llm = new OpenAI({ model: 'gpt-4o', ...options });
Settings.embedModel = new OpenAIEmbedding({ model: 'text-embedding-3-small', ...options });
const weather = makeTool({
  name: 'weather',
  description: 'Tells the weather.',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(),
});
const teller = agent({ name: 'Weather', tools: [weather], llm: Settings.llm as never });

export const tool = async (ask: string) => String((await teller.run(ask)).data.result);
export async function stream(ask: string): Promise<string> {
  let text = '';
  for await (const event of teller.runStream(ask))
    if (agentStreamEvent.include(event)) text += event.data.delta;
  return text;
}
export async function steps(ask: string): Promise<string> {
  const index = await VectorStoreIndex.fromDocuments([new Document({ text: 'It rains in Oslo.' })]);
  return (await index.asQueryEngine().query({ query: ask })).message.content as string;
}
// A run of its agent that fails ends the process, whoever traces it.
export const fails = async (ask: string) => String((await Settings.llm.complete({ prompt: ask })).text);

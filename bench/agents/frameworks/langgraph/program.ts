import { tool as makeTool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';

const weather = makeTool(async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(), {
  name: 'weather',
  description: 'Tells the weather.',
  schema: z.object({ city: z.string() }),
});
const model = new ChatOpenAI({
  model: 'gpt-4o',
  apiKey: 'k',
  maxRetries: 0,
  configuration: { baseURL: process.env.MODEL_URL as string },
});
const graph = new StateGraph(MessagesAnnotation)
  .addNode('ask', async ({ messages }) => ({ messages: [await model.bindTools([weather]).invoke(messages)] }))
  .addNode('act', new ToolNode([weather]))
  .addEdge(START, 'ask')
  .addConditionalEdges(
    'ask',
    ({ messages }) => ((messages.at(-1) as { tool_calls?: unknown[] }).tool_calls?.length ? 'act' : END),
    ['act', END],
  )
  .addEdge('act', 'ask')
  .compile();
const outer = new StateGraph(MessagesAnnotation)
  .addNode('weather', graph)
  .addEdge(START, 'weather')
  .addEdge('weather', END)
  .compile();
const asked = (content: string) => ({ messages: [{ role: 'user', content }] });

export const tool = async (ask: string) => String((await graph.invoke(asked(ask))).messages.at(-1)?.content);
export async function stream(ask: string): Promise<string> {
  let text = '';
  for await (const [message] of await graph.stream(asked(ask), { streamMode: 'messages' }))
    if (message.getType() === 'ai') text += message.content;
  return text;
}
export const steps = async (ask: string) => String((await outer.invoke(asked(ask))).messages.at(-1)?.content);
export const fails = tool;

import { ChatOpenAI } from '@langchain/openai';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';

const add = tool(({ a, b }) => a + b, { name: 'add', schema: z.object({ a: z.number(), b: z.number() }) });
const multiply = tool(({ a, b }) => a * b, { name: 'multiply', schema: z.object({}) });
const tools = [add, multiply];
const toolsByName = Object.fromEntries(tools.map((it) => [it.name, it]));
const byName = { add, multiply };
const model = new ChatOpenAI({ model: 'gpt-4o' }).bindTools(tools);

export async function step(messages: any[]) {
  const message = await model.invoke(messages);
//                      ^     ~ llm langchain proven
  for (const call of message.tool_calls ?? []) {
    messages.push(await toolsByName[call.name].invoke(call));
//                      ^                      ~ llm langchain proven
    messages.push(await byName[call.name as 'add'].invoke(call.args as never));
//                      ^                          ~ llm langchain proven
    messages.push(await tools.find((it) => it.name === call.name)!.invoke(call.args as never));
//                      ^                                          ~ llm langchain proven
  }
}

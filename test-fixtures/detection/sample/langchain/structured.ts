import { ChatAnthropic } from '@langchain/anthropic';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { HumanMessage } from '@langchain/core/messages';
import { DynamicStructuredTool, tool } from '@langchain/core/tools';
import { initChatModel } from 'langchain/chat_models/universal';
import { z } from 'zod';

const llm = new ChatAnthropic({ model: 'claude-3-5-sonnet' }).withStructuredOutput(z.object({}));
const add = tool(async ({ a, b }) => a + b, { name: 'add', schema: z.object({}) });
const dyn = new DynamicStructuredTool({ name: 'd', func: async () => '' } as never);

export class Grader {
  constructor(private readonly model: BaseChatModel) {}
  grade(text: string) {
    return this.model.invoke([new HumanMessage(text)]);
//         ^          ~ llm langchain proven
  }
}

export const go = async (text: string) => {
  const model = await initChatModel('gpt-4o', { temperature: 0 });
  await model.invoke(text);
//      ^     ~ llm langchain proven
  await model.bindTools([add]).invoke(text);
//      ^                      ~ llm langchain proven
  await add.invoke({ a: 1, b: 2 });
//      ^   ~ llm langchain proven
  await dyn.invoke({});
//      ^   ~ llm langchain proven
  const withTools = model.bindTools?.([add]);
  await withTools.invoke(text);
//      ^         ~ llm langchain proven
  return llm.invoke(text);
//       ^   ~ llm langchain proven
};

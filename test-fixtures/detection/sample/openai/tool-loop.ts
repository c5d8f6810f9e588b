import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const openai = new OpenAI();

export async function loop(messages: ChatCompletionMessageParam[]) {
  while (true) {
    const { choices: [{ message }] } = await openai.chat.completions.create({ model: 'gpt-4o', messages, tools: [] });
//                                           ^                       ~ llm openai proven
    messages.push(message);
    if (!message.tool_calls?.length) return message;
  }
}

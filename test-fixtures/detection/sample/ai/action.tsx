'use server';
import { createStreamableValue } from 'ai/rsc';
import { generateText, streamText } from 'ai';
import { anthropic } from '@ai-sdk/anthropic';

export async function continueConversation(history: Message[]) {
// 8 handler file-entry proven
  const stream = createStreamableValue();
  (async () => {
    const { textStream } = await streamText({ model: anthropic('claude-3-5-sonnet-20240620'), messages: history });
//                               ^ llm ai proven
    for await (const text of textStream) stream.update(text);
    stream.done();
  })();
  return { messages: history, newMessage: stream.value };
}

export const Page = async () => <p>{(await generateText({ model: 'm', prompt: 'hi' })).text}</p>;
// 21 handler file-entry proven
//                                         ^ llm ai proven

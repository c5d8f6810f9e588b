import { openai } from '@ai-sdk/openai';
import { convertToModelMessages, streamText, type UIMessage } from 'ai';

export const maxDuration = 30;

export async function POST(req: Request) {
//     ^ handler exported-handler proven
  const { messages }: { messages: UIMessage[] } = await req.json();

  const result = streamText({
//               ^ llm ai proven
    model: openai('gpt-4o'),
    messages: convertToModelMessages(messages),
  });

  return result.toUIMessageStreamResponse();
}

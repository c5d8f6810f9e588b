import { env } from '$env/dynamic/private';
import { createOpenAI } from '@ai-sdk/openai';
import { streamText, type Message } from 'ai';
import type { RequestHandler } from './$types';

const openai = createOpenAI({ apiKey: env.OPENAI_API_KEY ?? '' });

export const POST = (async ({ request, fetch }) => {
//                  ^ handler exported-handler proven
  const { messages }: { messages: Message[] } = await request.json();
  const notes = await fetch('/notes').then((r) => r.json());
  const result = streamText({ model: openai('gpt-4o'), system: notes, messages });
//               ^ llm ai proven
  return result.toDataStreamResponse();
}) satisfies RequestHandler;

import { createOpenAI } from '@ai-sdk/openai';
import { embed, embedMany, generateObject, generateText as gen, streamObject, tool } from 'ai';
import { z } from 'zod';

const provider = createOpenAI({ baseURL: 'https://x' });
const model = provider.chat('gpt-4o');

export async function extract(prompt: string) {
  const { object } = await generateObject({ model, schema: z.object({ name: z.string() }), prompt });
//                         ^ llm ai proven
  const { text } = await gen({ model, prompt, tools: { t: tool({ execute: async () => 1 }) } });
//                       ^ llm ai proven
  const { partialObjectStream } = streamObject({ model, prompt, output: 'no-schema' });
//                                ^ llm ai proven
  const { embedding } = await embed({ model: provider.embedding('m'), value: prompt });
//                            ^ llm ai proven
  const { embeddings } = await embedMany({ model: provider.embedding('m'), values: [prompt] });
//                             ^ llm ai proven
  return { object, text, partialObjectStream, embedding, embeddings };
}

import { openai } from './clients';
import { MODEL } from '@/lib/models';

export async function suggest(text: string) {
  const completion = await openai.chat.completions.create({
//                         ^                       ~ llm openai shaped
    model: MODEL,
    messages: [{ role: 'user', content: text }],
  });
  const emb = await openai.embeddings.create({ model: 'text-embedding-3-small', input: text });
//                  ^                 ~ llm openai shaped
  return [completion, emb];
}

export const body = (params: object) => openai.responses.create(params);
//                                      ^                ~ llm openai shaped

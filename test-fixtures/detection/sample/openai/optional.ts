import OpenAI from 'openai';

let openai: OpenAI | undefined;
if (process.env.OPENAI_API_KEY) {
  openai = new OpenAI();
}

export async function rewrite(text: string) {
  const out = await openai?.chat.completions.create({ model: 'gpt-4', messages: [{ role: 'user', content: text }] });
//                  ^                        ~ llm openai proven
  return out?.choices[0]?.message.content ?? text;
}

export const force = (text: string) =>
  openai!.embeddings.create({ model: 'text-embedding-ada-002', input: text });
//^                  ~ llm openai proven

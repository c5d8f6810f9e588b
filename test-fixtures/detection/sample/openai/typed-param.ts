import type { OpenAI } from 'openai';

export const classify = async (client: OpenAI, text: string, labels: string[] = []) => {
  const { choices } = await client.chat.completions.create({
//                          ^                       ~ llm openai proven
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `${labels.join()}: ${text}` }],
  });
  return choices[0].message.content;
};

export async function transcribe(client: OpenAI | undefined, file: File) {
  if (!client) throw new Error('no client');
  return client.audio.transcriptions.create({ file, model: 'whisper-1' });
//       ^                           ~ llm openai proven
}

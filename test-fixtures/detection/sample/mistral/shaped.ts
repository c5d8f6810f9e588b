import { mistral } from '@/lib/ai';

export const ask = (content: string) =>
  mistral.chat.complete({ model: 'mistral-large-latest', messages: [{ role: 'user', content }] });
//^            ~ llm mistral shaped

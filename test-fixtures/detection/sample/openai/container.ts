import { container, singleton } from 'tsyringe';
import OpenAI from 'openai';

export const typed = (input: string) => {
  const client = container.resolve<OpenAI>('openai');
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
};

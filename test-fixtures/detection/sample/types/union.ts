import Anthropic from '@anthropic-ai/sdk';
import Groq from 'groq-sdk';
import OpenAI from 'openai';

type Client = OpenAI | Anthropic | Groq;

export async function ask(client: Client, content: string) {
  if ('messages' in client) {
    return client.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }] });
//         ^               ~ llm anthropic proven
  }
  return client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });
//       ^                       ~ llm openai proven
}

const make = (name: string): unknown => (name === 'claude' ? new Anthropic() : new OpenAI());
export const embed = (input: string) => (make('gpt') as OpenAI).embeddings.create({ model: 'm', input });
//                                      ^                                  ~ llm openai proven

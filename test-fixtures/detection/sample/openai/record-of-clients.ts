import OpenAI from 'openai';

const clients: Record<string, OpenAI> = {};

export function ask(region: string, content: string) {
  clients[region] ??= new OpenAI({ baseURL: `https://${region}.example.com` });
  return clients[region].chat.completions.create({ model: 'gpt-4', messages: [{ role: 'user', content }] });
//       ^                                ~ llm openai proven
}

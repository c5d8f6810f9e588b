import OpenAI from 'openai';

enum Model {
  Fast = 'gpt-4o-mini',
  Smart = 'gpt-4o',
}
const MODELS = { chat: Model.Smart } as const;
const client = new OpenAI();

export function talk(text: string, model: Model = Model.Fast) {
  return client['chat'].completions.create({ model: model ?? MODELS.chat, messages: [{ role: 'user', content: text }] });
//       ^                          ~ llm openai proven
}

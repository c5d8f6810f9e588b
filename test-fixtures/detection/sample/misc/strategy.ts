import OpenAI from 'openai';
import { Mistral } from '@mistralai/mistralai';

interface LLMProvider {
  complete(prompt: string): Promise<string>;
}

class OpenAIProvider implements LLMProvider {
  private readonly client = new OpenAI();
  complete = async (prompt: string) => {
    const r = await this.client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: prompt }] });
//                  ^                            ~ llm openai proven
    return r.choices[0].message.content ?? '';
  };
}

class MistralProvider implements LLMProvider {
  private readonly client: Mistral;
  constructor(config: { client: Mistral }) {
    this.client = config.client;
  }
  async complete(prompt: string) {
    const r = await this.client.chat.complete({ model: 'm', messages: [{ role: 'user', content: prompt }] });
//                  ^                ~ llm mistral proven
    return String(r.choices[0].message.content);
  }
}

const providers: Record<string, () => LLMProvider> = {
  openai: () => new OpenAIProvider(),
  mistral: () => new MistralProvider({ client: new Mistral() }),
};

export const complete = (name: string, prompt: string) => providers[name]().complete(prompt);

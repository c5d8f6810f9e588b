import { Mistral } from '@mistralai/mistralai';

export class MistralProvider implements Provider {
  private clients = new Map<string, Mistral>();
  private fallback: () => Mistral = () => new Mistral();

  private client(key: string): Mistral {
    return this.clients.get(key) ?? this.fallback();
  }

  async generate(key: string, messages: Message[]) {
    const res = await this.client(key).chat.complete({ model: 'm', messages });
//                    ^                     ~ llm mistral proven
    return res.choices?.[0];
  }

  async each(messages: Message[]) {
    for (const [, client] of this.clients) await client.chat.complete({ model: 'm', messages });
//                                               ^           ~ llm mistral proven
    for (const client of this.clients.values()) await client.chat.complete({ model: 'm', messages });
//                                                    ^           ~ llm mistral proven
    this.clients.forEach((client) => void client.chat.complete({ model: 'm', messages }));
//                                        ^           ~ llm mistral proven
  }
}

import Anthropic from '@anthropic-ai/sdk';

export class Claude {
  private client: Anthropic;
  constructor({ client = new Anthropic() }: { client?: Anthropic } = {}) {
    this.client = client;
  }
  async ask(content: string) {
    const { messages } = this.client;
    return messages.create({ model: 'm', max_tokens: 10, messages: [{ role: 'user', content }] });
//         ^        ~ llm anthropic proven
  }
  async detached(params: Anthropic.MessageCreateParams) {
    const { create } = this.client.messages;
    return create(params);
//         ^ llm anthropic proven
  }
}

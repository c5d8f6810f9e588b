import Anthropic from '@anthropic-ai/sdk';

export class Claude {
  private client?: Anthropic;

  private async getClient(): Promise<Anthropic> {
    this.client ||= await this.connect();
    return this.client;
  }

  private connect = async () => new Anthropic({ apiKey: await secret('claude') });

  async ask(content: string) {
    const client = await this.getClient();
    const first = await client.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }] });
//                      ^               ~ llm anthropic proven
    const second = await (await this.getClient()).messages.create({ model: 'm', max_tokens: 1, messages: [] });
//                       ^                                 ~ llm anthropic proven
    return [first, second];
  }
}
declare function secret(name: string): Promise<string>;

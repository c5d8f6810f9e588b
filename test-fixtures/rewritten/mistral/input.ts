import { Mistral } from '@mistralai/mistralai';

class Answers {
  private readonly client = new Mistral({ apiKey: process.env.KEY });
  ask = (content: string) => this.client.chat.complete({ model: 'mistral-large', messages: [{ role: 'user', content }] });
  async *stream(content: string) {
    for await (const { data } of await this.client.chat.stream({ model: 'mistral-large', messages: [{ role: 'user', content }] })) yield data;
  }
}
export const embed = (client: Mistral, inputs: string[]) => client.embeddings.create({ model: 'mistral-embed', inputs });

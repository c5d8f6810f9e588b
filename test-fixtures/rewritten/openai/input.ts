import OpenAI, { AzureOpenAI } from 'openai';
import type { ChatCompletion } from 'openai/resources/chat';

const client = new OpenAI();
let azure: AzureOpenAI | undefined;

export async function ask(question: string): Promise<ChatCompletion> {
  return client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] });
}
export class Service {
  #models = new OpenAI({ baseURL: 'http://localhost' });
  constructor(private readonly injected: OpenAI) {}
  parse = () => this.injected.chat.completions.parse<{ a: string }>({ model: 'm', messages: [] });
  async embed(input: string[]) {
    const { data } = await this.injected.embeddings.create({ model: 'e', input });
    return data;
  }
}
export const later = () => (azure ??= new AzureOpenAI()).responses.create({ model: 'm', input: 'x' });
const { chat } = client;
chat.completions.stream({ model: 'm', messages: [] }).on('end', () => {});
client.withOptions({ maxRetries: 0 }).chat.completions.create({ model: 'm', messages: [] }).withResponse();

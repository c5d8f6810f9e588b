import { OpenAI } from 'openai';

export class Embedder {
  #client: OpenAI;
  static readonly MODEL = 'text-embedding-3-small';

  constructor(apiKey: string) {
    this.#client = new OpenAI({ apiKey });
  }

  async embed(input: string[]) {
    const { data } = await this.#client.embeddings.create({ model: Embedder.MODEL, input });
//                         ^                       ~ llm openai proven
    return data.map((d) => d.embedding);
  }
}

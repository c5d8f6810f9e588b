import { CohereClientV2 } from 'cohere-ai';

export class Ranker {
  static client: CohereClientV2;
  static #cache = new Map<string, Promise<CohereClientV2>>();

  static {
    this.client = new CohereClientV2();
  }

  static async rank(query: string, documents: string[]) {
    const client = await Ranker.#cache.get(query);
    await client?.rerank({ model: 'm', query, documents });
//        ^       ~ llm cohere proven
    return this.client.rerank({ model: 'm', query, documents });
//         ^           ~ llm cohere proven
  }
}

export const rank = (query: string) => Ranker.client.rerank({ model: 'm', query, documents: [] });
//                                     ^             ~ llm cohere proven

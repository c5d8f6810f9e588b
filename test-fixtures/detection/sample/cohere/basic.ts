import { CohereClient, CohereClientV2 } from 'cohere-ai';

const cohere = new CohereClient({ token: process.env.CO_API_KEY });
const v2 = new CohereClientV2({});

export async function rank(query: string, documents: string[]) {
  const ranked = await v2.rerank({ model: 'rerank-v3.5', query, documents });
//                     ^  ~ llm cohere proven
  const chat = await cohere.chat({ message: query });
//                   ^      ~ llm cohere proven
  const gen = await cohere.generate({ prompt: query });
//                  ^      ~ llm cohere proven
  const nested = await cohere.v2.chat({ model: 'command-r', messages: [] });
//                     ^         ~ llm cohere proven
  for await (const e of await v2.chatStream({ model: 'command-r', messages: [] })) console.log(e);
//                            ^  ~ llm cohere proven
  const { embeddings } = await v2.embed({ model: 'embed-v4.0', texts: documents, inputType: 'search_document' });
//                             ^  ~ llm cohere proven
  await cohere.models.list();
  await cohere.tokenize({ text: 'x', model: 'm' });
  return { ranked, chat, gen, nested, embeddings };
}

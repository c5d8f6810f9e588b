import { Pinecone } from '@pinecone-database/pinecone';
import { OpenAIEmbeddings } from '@langchain/openai';
import { PineconeStore } from '@langchain/pinecone';
import { createRetrievalChain } from 'langchain/chains/retrieval';
import { createStuffDocumentsChain } from 'langchain/chains/combine_documents';
import { ChatAnthropic } from '@langchain/anthropic';

let store: PineconeStore | null = null;

export async function getStore() {
  if (store) return store;
  const index = new Pinecone().Index('docs');
  store = await PineconeStore.fromExistingIndex(new OpenAIEmbeddings(), { pineconeIndex: index });
  return store;
}

export async function answer(input: string) {
  const retriever = (await getStore()).asRetriever({ k: 5 });
//                  ^ llm made proven
  const combineDocsChain = await createStuffDocumentsChain({ llm: new ChatAnthropic({}), prompt: undefined as never });
  const chain = await createRetrievalChain({ retriever, combineDocsChain });
  const { answer } = await chain.invoke({ input });
//                         ^     ~ llm langchain proven
  return { answer, docs: await retriever.invoke(input) };
//                             ^         ~ llm langchain proven
}

import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { MemoryVectorStore } from 'langchain/vectorstores/memory';

const model = new ChatOpenAI({ model: 'gpt-4o', temperature: 0 });
const prompt = ChatPromptTemplate.fromMessages([['human', '{question}']]);

export async function rag(question: string, texts: string[]) {
  const store = await MemoryVectorStore.fromTexts(texts, [], new OpenAIEmbeddings());
  const retriever = store.asRetriever(4);
//                  ^ llm made proven
  const docs = await retriever.invoke(question);
//                   ^         ~ llm langchain proven
  const chain = RunnableSequence.from([{ context: retriever, question: new RunnablePassthrough() }, prompt, model, new StringOutputParser()]);
  for await (const chunk of await chain.stream(question)) console.log(chunk);
//                                ^     ~ llm langchain proven
  const [a] = await prompt.pipe(model).batch([{ question }]);
//                  ^                  ~ llm langchain proven
  const vec = await new OpenAIEmbeddings().embedQuery(question);
//                  ^                      ~ llm langchain proven
  const vecs = await new OpenAIEmbeddings({ model: 'x' }).embedDocuments(texts);
//                   ^                                    ~ llm langchain proven
  return { docs, a, vec, vecs };
}

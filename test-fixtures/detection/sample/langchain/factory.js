import { ChatOllama } from '@langchain/ollama';
import { PromptTemplate } from '@langchain/core/prompts';

function getModel(name) {
  if (name === 'a') return new ChatOllama({ model: 'llama3' });
  return new ChatOllama({ model: 'mistral' });
}

const buildChain = (template) => PromptTemplate.fromTemplate(template).pipe(getModel('a'));

export async function run(topic) {
  const chain = buildChain('Tell me about {topic}');
  const result = await chain.invoke({ topic });
//                     ^     ~ llm langchain proven
  const direct = await getModel('b').invoke('hi');
//                     ^             ~ llm langchain proven
  return [result, direct];
}

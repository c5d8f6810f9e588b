import { Annotation, StateGraph, MessagesAnnotation, START } from '@langchain/langgraph';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';

const model = new ChatOpenAI({});

async function callModel(state: typeof MessagesAnnotation.State) {
  const response = await model.invoke(state.messages);
//                       ^     ~ llm langchain proven
  return { messages: [response] };
}

const workflow = new StateGraph(MessagesAnnotation).addNode('agent', callModel).addEdge(START, 'agent');
const app = workflow.compile();
const agent = createReactAgent({ llm: model, tools: [] });
const newer = createAgent({ model: 'gpt-4o', tools: [] });

export const run = async (input: any) => {
  await app.invoke({ messages: [input] });
//      ^   ~ llm langchain proven
  for await (const s of await agent.stream({ messages: [input] }, { streamMode: 'values' })) console.log(s);
//                            ^     ~ llm langchain proven
  for await (const e of app.streamEvents({ messages: [input] }, { version: 'v2' })) console.log(e);
//                      ^   ~ llm langchain proven
  return newer.invoke({ messages: input });
//       ^     ~ llm langchain proven
};

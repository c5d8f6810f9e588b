import { type CompiledStateGraph, MemorySaver, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import type { RunnableConfig } from '@langchain/core/runnables';

export class Agent {
  private readonly model = new ChatOpenAI({ model: 'gpt-4o' });
  private graph: ReturnType<Agent['build']>;
  private other?: CompiledStateGraph<any, any>;

  constructor() {
    this.graph = this.build();
  }

  private build() {
    return new StateGraph({} as never)
      .addNode('agent', async (state: any, config: RunnableConfig) => ({ messages: [await this.model.invoke(state.messages, config)] }))
//                                                                                        ^          ~ llm langchain proven
      .addEdge('__start__', 'agent')
      .compile({ checkpointer: new MemorySaver() });
  }

  async run(input: string) {
    const config = { configurable: { thread_id: '1' } };
    await this.other?.invoke({ input }, config);
//        ^           ~ llm langchain proven
    return this.graph.invoke({ messages: [input] }, config);
//         ^          ~ llm langchain proven
  }
}

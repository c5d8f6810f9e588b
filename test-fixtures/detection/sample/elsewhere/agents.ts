import { createAgentUIStreamResponse } from 'ai';
import ragChain, { getModel, graph, supportAgent } from './agents.js';
import { hf, replicate } from '@/lib/clients';

export async function POST(request: Request) {
// 8 handler exported-handler proven
  const { messages } = await request.json();
  return createAgentUIStreamResponse({ agent: supportAgent, uiMessages: messages });
// 10 llm ai proven
}

export const ask = (question: string) => ragChain.invoke({ question });
// 42:51 llm langchain shaped
export const tell = (prompt: string) => supportAgent.generate({ prompt });
// 41:54 llm agent shaped
export const walk = (input: object) => graph.stream(input, { streamMode: 'updates' });
// 40:46 llm langchain shaped
export const chat = (content: string) => hf.chatCompletion({ model: 'm', messages: [{ role: 'user', content }] });
// 42:45 llm huggingface shaped
export const draw = (prompt: string) => replicate.run('owner/model', { input: { prompt } });
// 41:51 llm replicate shaped

export class Desk {
  constructor(
    private readonly agent: { stream(input: object): Promise<unknown> },
    private readonly llm: { invoke(text: string): Promise<string> },
  ) {}
  start(messages: object[]) {
    return this.agent.stream({ messages });
// 12:23 llm agent shaped
  }
  async title(text: string) {
    return this.llm.invoke(text);
// 12:21 llm langchain shaped
  }
}

export async function plan(text: string) {
  const model = await getModel();
  const planner = model.bindTools([]);
  const smallModelWithConfig = await getModel('small');
  const steps = await planner.invoke(text);
//                    ^       ~ llm langchain shaped
  return smallModelWithConfig.invoke(steps);
//       ^                    ~ llm langchain shaped
}

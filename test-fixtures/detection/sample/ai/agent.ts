import { Experimental_Agent as Agent, ToolLoopAgent, stepCountIs } from 'ai';

const agent = new Agent({ model: 'openai/gpt-4o', stopWhen: stepCountIs(5) });
export const agents = { writer: new ToolLoopAgent({ model: 'm' }), reader: new ToolLoopAgent({ model: 'm' }) };

export const run = async (prompt: string) => {
  const { text } = await agent.generate({ prompt });
//                       ^     ~ llm ai proven
  const stream = await agents.writer.stream({ prompt: text });
//                     ^             ~ llm ai proven
  return stream;
};

export const any = (name: keyof typeof agents, prompt: string) => agents[name].generate({ prompt });
//                                                                ^            ~ llm ai proven

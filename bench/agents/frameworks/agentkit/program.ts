import { createAgent, createNetwork, createTool, openai } from '@inngest/agent-kit';
import { z } from 'zod';

const model = openai({ model: 'gpt-4o', apiKey: 'k', baseUrl: process.env.MODEL_URL as string });
const weather = createTool({
  name: 'weather',
  description: 'Tells the weather.',
  parameters: z.object({ city: z.string() }),
  handler: async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(),
});
const agent = createAgent({ name: 'Weather', system: 'Tell the weather.', model, tools: [weather] });
const writer = createAgent({ name: 'Writer', system: 'Write it down.', model });
const network = createNetwork({
  name: 'report',
  agents: [agent, writer],
  defaultModel: model,
  router: ({ callCount }) => [agent, writer][callCount],
});
const textOf = (output: readonly { type: string; content?: unknown }[]) =>
  String(output.find((it) => it.type === 'text')?.content ?? '');

export const tool = async (ask: string) => textOf((await agent.run(ask, { maxIter: 3 })).output as never);
export const steps = async (ask: string) => {
  const run = await network.run(ask);
  return textOf((run.state.results.at(-1)?.output ?? []) as never);
};
export const fails = tool;

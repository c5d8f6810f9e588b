import OpenAI from 'openai';

export const createDeps = () => ({ openai: new OpenAI(), clock: Date.now });
type Deps = ReturnType<typeof createDeps>;

export const ask = async (deps: Deps, input: string) => deps.openai.responses.create({ model: 'gpt-4o', input });
//                                                      ^                     ~ llm openai proven

export const main = async () => {
  const { openai } = createDeps();
  await openai.responses.create({ model: 'gpt-4o', input: 'hi' });
//      ^                ~ llm openai proven
};

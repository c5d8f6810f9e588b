import OpenAI from 'openai';

export interface Deps {
  llm: OpenAI;
  now(): Date;
}

export const makeHandler = (deps: Deps) => async (input: string) => {
  const reply = await deps.llm.responses.create({ model: 'o3', input });
//                    ^                  ~ llm openai proven
  return reply.output_text;
};

export const other = ({ llm: client }: Deps) => client.responses.parse({ model: 'o3', input: 'x' });
//                                              ^                ~ llm openai proven

export class Worker {
  constructor(private deps: Deps) {}
  run(input: string) {
    return this.deps.llm.responses.create({ model: 'o3', input });
//         ^                       ~ llm openai proven
  }
}

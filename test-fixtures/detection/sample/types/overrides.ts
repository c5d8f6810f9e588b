import OpenAI from 'openai';

export interface Options {
  client?: OpenAI;
  model?: string;
}

const defaults = { model: 'gpt-4o' };

export function create(options: Options = {}) {
  const { client = new OpenAI(), model } = { ...defaults, ...options };
  return {
    ask: (input: string) => client.responses.create({ model: model!, input }),
//                          ^                ~ llm openai proven
    raw: (input: string) => (options.client || client).responses.create({ model: model!, input }).withResponse(),
//                          ^                                    ~ llm openai proven
    tuned: (input: string) => client.withOptions({ timeout: 1 }).responses.create({ model: model!, input }),
//                            ^                                            ~ llm openai proven
  };
}

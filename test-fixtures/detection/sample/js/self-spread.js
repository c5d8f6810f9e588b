import OpenAI from 'openai';
let config = { llm: new OpenAI() };
config = { ...config, ...config };
config.self = { ...config };
const list = [];
list.push(...list, config);

export const ask = (input) => config.llm.responses.create({ model: 'm', input });
//                            ^                    ~ llm openai proven

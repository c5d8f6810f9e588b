import { ChatOpenAI } from '@langchain/openai';
import { Runnable } from '@langchain/core/runnables';

type ModelMap = { [name: string]: ChatOpenAI };
const models: ModelMap = { fast: new ChatOpenAI({}) };

export const run = (chain: Runnable, input: string) => chain.invoke({ input });
//                                                     ^     ~ llm langchain proven
export const pick = (name: string, input: string) => models[name]!.invoke(input);
//                                                   ^             ~ llm langchain proven
export const many = (chains: Runnable[], input: string) => Promise.all(chains.map((c) => c.invoke(input)));
//                                                                                       ^ ~ llm langchain proven
export const opt = ({ llm }: { llm?: ChatOpenAI }, input: string) => llm?.invoke(input);
//                                                                   ^    ~ llm langchain proven

import * as ai from 'ai';
import { wrapAISDK } from 'langsmith/experimental/vercel';

const { generateText } = ai;
const { streamText } = wrapAISDK(ai);

export const a = (prompt: string) => ai.generateText({ model: 'openai/gpt-4o', prompt });
//                                   ^  ~ llm ai proven
export const b = (prompt: string) => generateText({ model: 'openai/gpt-4o', prompt });
//                                   ^ llm ai proven
export const c = async (prompt: string) => (await import('ai')).generateText;
export const d = async (prompt: string) => (await import('ai')).generateText({ model: 'm', prompt });
//                                         ^                    ~ llm ai proven
export const e = (prompt: string) => streamText({ model: 'm', prompt });
// 38 llm ai shaped

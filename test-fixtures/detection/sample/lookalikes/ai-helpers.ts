import { convertToModelMessages, customProvider, smoothStream, stepCountIs, tool, wrapLanguageModel } from 'ai';
import { createOpenAI, openai } from '@ai-sdk/openai';
import { useChat } from '@ai-sdk/react';
const provider = createOpenAI({ apiKey: 'x' });
export const models = customProvider({ languageModels: { a: provider('gpt-4o'), b: openai.chat('gpt-4o') } });
export const m = wrapLanguageModel({ model: openai.responses('gpt-4o'), middleware: [] });
export const t = tool({ execute: async () => 1 });
export const e = openai.embedding('m');
export const h = () => [useChat(), smoothStream(), stepCountIs(3), convertToModelMessages([])];

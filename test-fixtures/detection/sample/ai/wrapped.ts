import * as ai from 'ai';
import { wrapAISDK } from 'langsmith/experimental/vercel';
const { generateText, streamText: stream } = wrapAISDK(ai);
const sdk = wrapAISDK(ai);
export const one = () => generateText({ model: 'openai/gpt-4o', prompt: 'hi' });
// 26 llm ai shaped
export const two = () => stream({ model: 'openai/gpt-4o', prompt: 'hi' });
// 26 llm ai shaped
export const three = () => sdk.embed({ model: 'openai/e', value: 'hi' });
// 28:32 llm ai shaped

import * as $ot from "onetrace/inject"; import { GoogleGenAI } from '@google/genai';

const ai = new GoogleGenAI({ apiKey: process.env.KEY });
export const ask = (contents: string) => $ot.google("google/input.ts:4:42#ask?method=models.generateContent&proven=1&callee=ai.models.generateContent", ai.models, "generateContent")({ model: 'gemini-3-pro', contents });
export async function* stream(contents: string) {
  for await (const chunk of await $ot.google("google/input.ts:6:35#stream?method=models.generateContentStream&proven=1&awaited=1&callee=ai.models.generateContentStream", ai.models, "generateContentStream")({ model: 'gemini-3-pro', contents })) yield chunk.text;
}
const chat = ai.chats.create({ model: 'gemini-3-pro' });
export const say = (message: string) => $ot.google("google/input.ts:9:41#say?method=sendMessage&proven=1&callee=chat.sendMessage", chat, "sendMessage")({ message });
export const shaped = (deps: { ai: unknown }, contents: string) => $ot.google("google/input.ts:10:68#shaped?method=models.generateContent&callee=deps.ai.models.generateContent", deps.ai.models, "generateContent")({ model: 'm', contents });
export const bot = (telegram, id) => telegram.sendMessage(id, 'hello');

import { GoogleGenAI } from '@google/genai';

const ai = new GoogleGenAI({ apiKey: process.env.KEY });
export const ask = (contents: string) => ai.models.generateContent({ model: 'gemini-3-pro', contents });
export async function* stream(contents: string) {
  for await (const chunk of await ai.models.generateContentStream({ model: 'gemini-3-pro', contents })) yield chunk.text;
}
const chat = ai.chats.create({ model: 'gemini-3-pro' });
export const say = (message: string) => chat.sendMessage({ message });
export const shaped = (deps: { ai: unknown }, contents: string) => deps.ai.models.generateContent({ model: 'm', contents });
export const bot = (telegram, id) => telegram.sendMessage(id, 'hello');

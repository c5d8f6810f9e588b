import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';

type Ask = (prompt: string) => Promise<string | null | undefined>;

export const providers: Record<string, Ask> = {
  openai: async (prompt) => {
    const openai = new OpenAI();
    const res = await openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] });
//                    ^                       ~ llm openai proven
    return res.choices[0]?.message?.content;
  },
  async anthropic(prompt) {
    const msg = await new Anthropic().messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: prompt }] });
//                    ^                        ~ llm anthropic proven
    return msg.content[0]?.type === 'text' ? msg.content[0].text : null;
  },
  google: (prompt) =>
    new GoogleGenAI({ apiKey: process.env.KEY }).models.generateContent({ model: 'gemini', contents: prompt }).then((r) => r.text),
//  ^                                                   ~ llm google proven
};

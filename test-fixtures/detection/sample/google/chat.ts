import { GoogleGenAI, type Chat } from '@google/genai';

export class Conversation {
  private chat: Chat;
  constructor(private readonly ai: GoogleGenAI) {
    this.chat = ai.chats.create({ model: 'gemini-2.5-pro' });
  }
  send(message: string) {
    return this.chat.sendMessage({ message });
//         ^         ~ llm google proven
  }
  async *stream(message: string) {
    for await (const part of await this.chat.sendMessageStream({ message })) yield part.text;
//                                 ^         ~ llm google proven
  }
}

export async function talk(ai: GoogleGenAI) {
  const chat = ai.chats.create({ model: 'm', history: [] });
  await chat.sendMessage({ message: 'hi' });
//      ^    ~ llm google proven
  await ai.interactions.create({ model: 'm', input: 'hi' });
//      ^               ~ llm google proven
}

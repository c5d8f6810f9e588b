import { Chat, GoogleGenAI } from '@google/genai';

const ai = new GoogleGenAI({});
const sessions: Map<string, Chat> = new Map();

export async function reply(id: string, message: string) {
  let chat = sessions.get(id);
  if (!chat) {
    chat = ai.chats.create({ model: 'gemini-2.5-flash' });
    sessions.set(id, chat);
  }
  const { text } = await chat.sendMessage({ message });
//                       ^    ~ llm google proven
  return text;
}

import { drizzle } from 'drizzle-orm/node-postgres';
import { eq } from 'drizzle-orm';
import { messages } from './schema';
const db = drizzle('x');
export const q = async (id: string, io: any, chat: any) => {
  await db.query.messages.findFirst({ where: eq(messages.id, id) });
  await db.batch([]);
  await chat.complete({ id });
  await chat.send({ text: 'x' });
  io.stream({ model: 'x' });
};

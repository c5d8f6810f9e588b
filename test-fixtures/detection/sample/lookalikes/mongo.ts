import mongoose from 'mongoose';
const Message = mongoose.model('Message', new mongoose.Schema({}));
export const save = async (doc: any) => {
  await Message.create({ model: 'x', messages: [] });
  const db = { messages: Message, responses: Message };
  await db.messages.create(doc);
  await db.responses.create({ user: 1, text: 'x' });
};

const { genai } = require('./gemini');

exports.ask = async (prompt) => {
  const result = await genai.models.generateContent({ model: 'gemini-2.0-flash', contents: prompt });
//                     ^            ~ llm google shaped
  return result.text;
};
exports.chat = async (message) => {
  const chat = genai.chats.create({ model: 'gemini-2.0-flash' });
  return chat.sendMessage({ message });
//       ^    ~ llm google shaped
};

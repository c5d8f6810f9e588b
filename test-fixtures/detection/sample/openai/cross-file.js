const client = require('./openai-client');
const { openai } = require('../lib');

module.exports = {
  ask: async (messages) => client.chat.completions.create({ model: 'gpt-4', messages }),
//                         ^                       ~ llm openai shaped
  draw: (prompt) => openai.images.generate({ model: 'dall-e-3', prompt }),
//                  ^             ~ llm openai shaped
  edit: (image, prompt) => openai.images.edit({ image, prompt }),
//                         ^             ~ llm openai shaped
};

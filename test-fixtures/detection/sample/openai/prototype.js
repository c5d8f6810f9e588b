const { OpenAI } = require('openai');

function Bot(key) {
  this.openai = new OpenAI({ apiKey: key });
}

Bot.prototype.say = async function (text) {
  return this.openai.chat.completions.create({ model: 'gpt-4', messages: [{ role: 'user', content: text }] });
//       ^                            ~ llm openai proven
};

module.exports = Bot;

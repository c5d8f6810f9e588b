const { OpenAI } = require('openai');

global.openai ??= new OpenAI();

module.exports.ask = (input) => global.openai.responses.create({ model: 'gpt-4o', input });
//                              ^                       ~ llm openai proven

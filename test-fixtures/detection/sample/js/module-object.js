const Anthropic = require('@anthropic-ai/sdk');

const state = { client: null };

state.init = function () {
  state.client = new Anthropic.default();
};

state.ask = async function (content) {
  return state.client.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }] });
//       ^                     ~ llm anthropic proven
};

exports.client = new Anthropic();
exports.other = () => exports.client.messages.create({ model: 'm', max_tokens: 1, messages: [] });
//                    ^                       ~ llm anthropic proven
module.exports.state = state;

const Anthropic = require('@anthropic-ai/sdk');
const client = new Anthropic();

exports.handler = async (event) => {
//                ^ handler exported-handler proven
  const body = JSON.parse(event.body);
  const res = await client.messages.create({ model: 'm', max_tokens: 5, messages: body.messages });
//                  ^               ~ llm anthropic proven
  return { statusCode: 200, body: JSON.stringify(res) };
};

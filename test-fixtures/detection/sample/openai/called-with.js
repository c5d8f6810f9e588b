const OpenAI = require('openai');

async function complete(client, prompt) {
  const r = await client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt });
//                ^                  ~ llm openai proven
  return r.choices[0].text;
}

async function main() {
  const openai = new OpenAI();
  console.log(await complete(openai, 'Say hi'));
}
main();

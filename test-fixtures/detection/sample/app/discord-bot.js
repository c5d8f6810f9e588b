const { Client, GatewayIntentBits } = require('discord.js');
const { OpenAI } = require('openai');
require('dotenv').config();

const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent] });
const openai = new OpenAI({ apiKey: process.env.OPENAI_KEY });

client.on('messageCreate', async (message) => {
  if (message.author.bot) return;
  await message.channel.sendTyping();
  const response = await openai.chat.completions.create({
//                       ^                       ~ llm openai proven
    model: 'gpt-3.5-turbo',
    messages: [{ role: 'user', content: message.content }],
  }).catch((error) => console.error('OpenAI Error:\n', error));
  const chunks = response.choices[0].message.content.match(/.{1,2000}/gs);
  for (const chunk of chunks) await message.reply(chunk);
});

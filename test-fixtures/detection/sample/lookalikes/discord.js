import { Client, GatewayIntentBits } from 'discord.js';
const client = new Client({ intents: [GatewayIntentBits.Guilds] });
client.on('messageCreate', async (message) => {
  await message.channel.send('pong');
  await message.channel.messages.fetch({ limit: 10 });
  await client.channels.fetch('1');
  await message.reply({ content: 'x' });
});
client.login(process.env.TOKEN);

import nodemailer from 'nodemailer';
import { Telegraf } from 'telegraf';
import { GraphQLClient } from 'graphql-request';
const mail = nodemailer.createTransport({});
const bot = new Telegraf('t');
export const all = async (io: any, chrome: any) => {
  await mail.sendMail({ to: 'x' });
  await bot.telegram.sendMessage(1, 'x');
  await new GraphQLClient('/').request('query');
  chrome.runtime.sendMessage({ message: 'x' });
  io.emit('completions', 1);
  io.chat.send({ model: 'x' });
};

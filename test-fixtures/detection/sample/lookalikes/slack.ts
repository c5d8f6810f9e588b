import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
const app = new App({ token: 't' });
const web = new WebClient('t');
app.message('hello', async ({ message, say, client }) => {
//                   ^ handler framework-callback proven
  await say(`hi ${message.ts}`);
  await client.chat.postMessage({ channel: 'c', text: 't' });
  await web.chat.update({ channel: 'c', ts: '1', text: 't' });
});

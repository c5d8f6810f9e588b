/** A worker: `node receiver.ts <pair>` says `ready`, and what it has seen of each message. */
import { Observe } from 'onetrace';
import { work } from './boundaries/work.ts';
import type { Start } from './pairs/contract.ts';

const [, , pair = ''] = process.argv;
const { start } = (await import(`./pairs/${pair}/receiver.ts`)) as { start: Start };
if (process.env.PAYLOAD) Observe.init({ payloadCarriers: true });
const stop = await start(process.env.BROKER ?? '', async (text, seen) => {
  console.log(JSON.stringify({ text, seen }));
  await work(text);
  if (text.startsWith('poison')) throw new Error('poison');
});
process.on('SIGTERM', async () => {
  await stop();
  await Observe.flush();
  process.exit();
});
console.log('ready');

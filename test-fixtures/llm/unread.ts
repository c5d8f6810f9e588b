/** A program that ends with a stream that it never read: `node unread.ts URL`. */
import { openai } from 'onetrace/inject';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'x', baseURL: `${process.argv[2]}/v1` });
const create = openai(
  'unread.ts:1:1#?method=chat.completions.create&proven=1',
  client.chat.completions,
  'create',
);
const stream = await create({ model: 'gpt-4o', stream: true, messages: [] });
setTimeout(() => stream.controller, 100);

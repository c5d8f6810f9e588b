import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import {
  createApp,
  createRouter,
  defineEventHandler,
  getHeader,
  getRouterParam,
  sendStream,
  toNodeListener,
} from 'h3';
import { Observe } from 'onetrace';
import OpenAI from 'openai';

const { PORT, SECOND_URL } = process.env;
const openai = new OpenAI();

async function ask(id: string) {
  const { found } = await (await fetch(`${SECOND_URL}/?q=${id}`)).json();
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `about ${id}` }],
  });
  return { found, answer: choices[0]?.message.content };
}

async function* words(id: string) {
  const stream = await openai.chat.completions.create({
    model: 'paced',
    messages: [{ role: 'user', content: `about ${id}` }],
    stream: true,
  });
  for await (const { choices } of stream) yield choices[0]?.delta.content ?? '';
}

const router = createRouter();
router.get(
  '/ask/:id',
  defineEventHandler(async (event) => ask(getRouterParam(event, 'id') ?? '')),
);
router.get(
  '/object/:id',
  defineEventHandler({
    onRequest: [() => {}],
    handler: async (event) => ask(getRouterParam(event, 'id') ?? ''),
  }),
);
router.get(
  '/stream/:id',
  defineEventHandler((event) => sendStream(event, Readable.from(words(getRouterParam(event, 'id') ?? '')))),
);
router.get(
  '/fail/:id',
  defineEventHandler(async () => {
    await fetch(`${SECOND_URL}/?q=failing`);
    throw new Error('broken on purpose');
  }),
);

const app = createApp();
app.use(
  defineEventHandler((event) => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, getHeader(event, 'x-session') ?? '');
  }),
);
app.use(router);
createServer(toNodeListener(app)).listen(Number(PORT), '127.0.0.1');

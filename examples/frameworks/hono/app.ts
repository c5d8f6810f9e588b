import { Hono } from 'hono';
import { createFactory, createMiddleware } from 'hono/factory';
import { streamText } from 'hono/streaming';
import { Observe } from 'onetrace';
import OpenAI from 'openai';

const { SECOND_URL } = process.env;
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

const session = createMiddleware(async (c, next) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, c.req.header('x-session') ?? '');
  await next();
});

const factory = createFactory();
const known = factory.createMiddleware(async (_c, next) => next());
const made = factory.createHandlers(known, async (c) => c.json(await ask(c.req.param('id') ?? '')));
const api = new Hono().get('/made/:id', ...made);

export const app = new Hono();
app.use('*', session);
app.route('/api', api);
app.get('/ask/:id', async (c) => c.json(await ask(c.req.param('id'))));
app.get('/stream/:id', (c) =>
  streamText(c, async (stream) => {
    for await (const word of words(c.req.param('id'))) await stream.write(word);
  }),
);
app.get('/fail/:id', async () => {
  await fetch(`${SECOND_URL}/?q=failing`);
  throw new Error('broken on purpose');
});
app.notFound(async (c) => c.json(await ask(c.req.path.split('/').at(-1) ?? ''), 404));
app.onError((error, c) => c.json({ error: error.message }, 500));

import { Elysia } from 'elysia';
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

const items = new Elysia({ prefix: '/api' }).get('/items/:id', async ({ params: { id } }) => ask(id));

new Elysia()
  .onRequest(({ request }) => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, request.headers.get('x-session') ?? '');
  })
  .onError(({ error, status }) => status(500, { error: String(error) }))
  .use(items)
  .get('/ask/:id', async ({ params }) => ask(params.id))
  .get('/stream/:id', async function* ({ params }) {
    yield* words(params.id);
  })
  .get('/fail/:id', async () => {
    await fetch(`${SECOND_URL}/?q=failing`);
    throw new RangeError('broken on purpose');
  })
  .listen({ port: Number(PORT), hostname: '127.0.0.1' });

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

/** Where the session is known; Bun has no middleware. */
const inSession = (request: Request): void =>
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, request.headers.get('x-session') ?? '');

Bun.serve({
  port: Number(PORT),
  hostname: '127.0.0.1',
  routes: {
    '/ask/:id': async (request) => {
      inSession(request);
      return Response.json(await ask(request.params.id));
    },
    '/stream/:id': {
      GET: (request) => {
        inSession(request);
        return new Response(words(request.params.id));
      },
    },
    '/fail/:id': async () => {
      await fetch(`${SECOND_URL}/?q=failing`);
      throw new Error('broken on purpose');
    },
  },
  async fetch(request) {
    inSession(request);
    return Response.json(await ask(request.url.split('/').at(-1) ?? ''));
  },
  error: (error) => new Response(error.message, { status: 500 }),
});

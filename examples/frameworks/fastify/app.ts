import { Readable } from 'node:stream';
import Fastify, { type FastifyPluginAsync, type onRequestHookHandler } from 'fastify';
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

const session: onRequestHookHandler = async (request) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, String(request.headers['x-session']));
};

const api: FastifyPluginAsync = async (instance) => {
  instance.get<{ Params: { id: string } }>('/options/:id', { handler: async ({ params }) => ask(params.id) });
  const found = async ({ params }: { params: unknown }) => {
    return ask((params as { id: string }).id);
  };
  let hooked = 0;
  instance.route({
    method: 'GET',
    url: '/hooked/:id',
    preHandler: async () => {
      hooked++;
    },
    handler: found,
    onResponse: [async () => void hooked--],
  });
};

const app = Fastify();
app.addHook('onRequest', session);
app.register(api, { prefix: '/api' });
app.get<{ Params: { id: string } }>('/ask/:id', async ({ params }) => ask(params.id));
app.get<{ Params: { id: string } }>('/stream/:id', (request, reply) => {
  reply.type('text/plain').send(Readable.from(words(request.params.id)));
});
app.get('/fail/:id', async () => {
  throw new Error('broken on purpose');
});
app.setNotFoundHandler(async (request, reply) => {
  reply.code(404);
  return ask(request.url.split('/').at(-1) ?? '');
});
app.setErrorHandler((error, _request, reply) => {
  reply.code(500).send({ error: (error as Error).message });
});

await app.listen({ port: Number(PORT) });

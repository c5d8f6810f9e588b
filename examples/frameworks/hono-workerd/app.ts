import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { streamText } from 'hono/streaming';
import { Observe } from 'onetrace';
import OpenAI from 'openai';

const { OPENAI_API_KEY, OPENAI_BASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, SECOND_URL } =
  env as Record<string, string>;
Observe.init({ serviceName: OTEL_SERVICE_NAME, endpoint: OTEL_EXPORTER_OTLP_ENDPOINT });
const openai = new OpenAI({ apiKey: OPENAI_API_KEY, baseURL: OPENAI_BASE_URL });

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

const app = new Hono();
app.use('*', session);
app.get('/ask/:id', async (c) => c.json(await ask(c.req.param('id'))));
app.get('/stream/:id', (c) =>
  streamText(c, async (stream) => {
    for await (const word of words(c.req.param('id'))) await stream.write(word);
  }),
);
app.get('/fail/:id', async () => {
  await fetch(`${SECOND_URL}/?q=failing`);
  throw new RangeError('broken on purpose');
});
app.notFound(async (c) => c.json(await ask(c.req.path.split('/').at(-1) ?? ''), 404));
app.onError((error, c) => c.json({ error: error.message }, 500));

export default app;

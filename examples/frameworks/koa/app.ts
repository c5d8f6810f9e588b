import { Readable } from 'node:stream';
import Router from '@koa/router';
import Koa from 'koa';
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

const session: Koa.Middleware = async (context, next) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, context.get('x-session'));
  await next();
};

const named: Router.Middleware = async (context) => {
  context.body = await ask(String(context.params.id));
};

const api = new Router({ prefix: '/api' });
api.get('/named/:id', named);

const router = new Router();
router.get('/ask/:id', async (context) => {
  context.body = await ask(String(context.params.id));
});
router.get('/stream/:id', (context) => {
  context.body = Readable.from(words(String(context.params.id)));
});
router.get('/fail/:id', async () => {
  await fetch(`${SECOND_URL}/?q=failing`);
  throw new Error('broken on purpose');
});

const app = new Koa();
app.silent = true;
app.use(session);
app.use(router.routes()).use(api.routes());
app.listen(Number(PORT), '127.0.0.1');

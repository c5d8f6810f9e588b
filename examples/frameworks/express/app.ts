import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import OpenAI from 'openai';
import { session } from './session.ts';

const { PORT, SECOND_URL } = process.env;
const openai = new OpenAI();
const app = express();
app.use(session);

const wrap =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    Promise.resolve(handler(request, response, next)).catch(next);

async function ask(id: string) {
  const { found } = await (await fetch(`${SECOND_URL}/?q=${id}`)).json();
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `about ${id}` }],
  });
  return { found, answer: choices[0]?.message.content };
}

class Items {
  readonly kind = 'item';
  readonly show: RequestHandler = async (request, response) => {
    response.json({ kind: this.kind, ...(await ask(String(request.params.id))) });
  };
  async checked(...[request, response]: Parameters<RequestHandler>) {
    response.json({ kind: this.kind, ...(await ask(String(request.params.id))) });
  }
}

const items = new Items();
const router = Router();
const known: RequestHandler = (_request, _response, next) => next();
router.get('/items/:id', [known, wrap(items.show)]);
router.get('/checked/:id', items.checked.bind(items));
app.use('/api', router);

app.get('/ask/:id', async (request, response) => {
  response.json(await ask(request.params.id));
});

app.get('/stream/:id', async (request, response) => {
  const stream = await openai.chat.completions.create({
    model: 'paced',
    messages: [{ role: 'user', content: `about ${request.params.id}` }],
    stream: true,
  });
  for await (const { choices } of stream) response.write(choices[0]?.delta.content ?? '');
  response.end();
});

app.get('/fail/:id', async () => {
  await fetch(`${SECOND_URL}/?q=failing`);
  throw new Error('broken on purpose');
});

const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(500).json({ error: error.message });
};
app.use(failed);

app.listen(Number(PORT), '127.0.0.1');

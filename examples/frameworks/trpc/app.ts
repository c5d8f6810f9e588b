import { initTRPC } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
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

const t = initTRPC.context<{ session: string }>().create();

const text = (value: unknown): string => String(value);
const inSession = t.procedure.use(({ ctx, next }) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, ctx.session);
  return next();
});

const items = t.router({
  save: inSession.input(text).mutation(({ input }) => ask(input)),
});

const router = t.router({
  ask: inSession.input(text).query(async ({ input }) => ask(input)),
  items,
  fail: inSession.input(text).query(async () => {
    await fetch(`${SECOND_URL}/?q=failing`);
    throw new Error('broken on purpose');
  }),
});

createHTTPServer({
  router,
  createContext: ({ req }) => ({ session: String(req.headers['x-session']) }),
}).listen(Number(PORT), '127.0.0.1');

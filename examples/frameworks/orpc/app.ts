import { createServer } from 'node:http';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
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

const base = os.$context<{ session: string }>();
const inSession = base.use(({ context, next }) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, context.session);
  return next();
});

const router = {
  items: { ask: inSession.handler(async ({ input }) => ask(String(input))) },
  fail: inSession.handler(async () => {
    await fetch(`${SECOND_URL}/?q=failing`);
    throw new RangeError('broken on purpose');
  }),
};

const handler = new RPCHandler(router);
createServer(async (request, response) => {
  const context = { session: String(request.headers['x-session']) };
  const { matched } = await handler.handle(request, response, { prefix: '/rpc', context });
  if (!matched) response.writeHead(404).end();
}).listen(Number(PORT), '127.0.0.1');

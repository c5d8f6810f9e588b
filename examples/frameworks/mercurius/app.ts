import Fastify from 'fastify';
import mercurius from 'mercurius';
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

const app = Fastify();
app.addHook('onRequest', async (request) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, String(request.headers['x-session']));
});
app.register(mercurius, {
  schema: /* GraphQL */ `
    type Answer { found: String answer: String }
    type Query { ask(id: String!): Answer }
  `,
  resolvers: { Query: { ask: (_parent, { id }) => ask(id) } },
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });

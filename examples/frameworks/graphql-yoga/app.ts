import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
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

const schema = createSchema({
  typeDefs: /* GraphQL */ `
    type Answer { found: String answer: String }
    type Query { ask(id: String!): Answer }
    type Mutation { save(id: String!): Answer }
  `,
  resolvers: {
    Query: { ask: (_parent, { id }: { id: string }) => ask(id) },
    Mutation: { save: async (_parent, { id }: { id: string }) => ask(id) },
  },
});

const yoga = createYoga({
  schema,
  logging: false,
  context({ request }) {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, request.headers.get('x-session') ?? '');
    return {};
  },
});

createServer(yoga).listen(Number(PORT), '127.0.0.1');

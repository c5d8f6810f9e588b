import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
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

const typeDefs = /* GraphQL */ `
  type Answer { found: String answer: String }
  type Query { ask(id: String!): Answer }
`;
const resolvers = { Query: { ask: (_parent: unknown, { id }: { id: string }) => ask(id) } };

await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), {
  listen: { port: Number(PORT), host: '127.0.0.1' },
  async context({ req }) {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, String(req.headers['x-session']));
    return {};
  },
});

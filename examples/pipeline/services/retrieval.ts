/** Finds the passages of a small handbook that share words with a question. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const HANDBOOK = [
  'Refunds are paid within five days to the card that was charged.',
  'A parcel that is lost is sent again at our cost.',
  'Orders can be changed until they are packed.',
  'Support answers on weekdays from nine to five.',
];

const app = new Hono();

app.post('/search', async (c) => {
  const { question } = await c.req.json<{ question: string }>();
  const asked = wordsOf(question);
  const passages = HANDBOOK.filter((passage) => wordsOf(passage).intersection(asked).size > 0);
  return c.json({ passages });
});

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\w{4,}/g));

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) }, (address) => {
  console.log('listening on', address);
});

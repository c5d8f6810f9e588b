import Anthropic from '@anthropic-ai/sdk';
import { Hono } from 'hono';

type Bindings = { KEY: string };
type Variables = { claude: Anthropic };
const app = new Hono<{ Bindings: Bindings; Variables: Variables }>();
//          ^ handler exported-handler proven

app.use('*', async (c, next) => {
//           ^ handler registered-handler proven
  c.set('claude', new Anthropic({ apiKey: c.env.KEY }));
  await next();
});

app.post('/ask', async (c) => {
//               ^ handler registered-handler proven
  const claude = c.get('claude');
  const out = await claude.messages.create({ model: 'm', max_tokens: 1, messages: await c.req.json() });
//                  ^               ~ llm anthropic shaped
  return c.json(out);
});

export default app;

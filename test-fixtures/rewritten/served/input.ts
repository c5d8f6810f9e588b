import { Hono } from 'hono';

const app = new Hono();
app.get('/', (c) => c.text('ok'));
Bun.serve({ fetch: app.fetch, websocket: { message(ws, text) {} } });
Deno.serve((request) => new Response());
Deno.serve({ port: 1 }, app.fetch);
export default app;

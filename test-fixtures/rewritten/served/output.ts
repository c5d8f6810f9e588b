import * as $ot from "onetrace/inject"; import { Hono } from 'hono';

const app = /* @__PURE__ */ $ot.entries("served/input.ts:3:13#fetch", new Hono());
app.get('/', $ot.handler("served/input.ts:4:14#?http.request.method=GET&http.route=/", (c) => c.text('ok')));
Bun.serve($ot.served("served/input.ts:5:11#", { fetch: app.fetch, websocket: { message(ws, text) {} } }));
Deno.serve($ot.served("served/input.ts:6:12#", (request) => new Response()));
Deno.serve($ot.served("served/input.ts:7:12#", { port: 1 }), $ot.served("served/input.ts:7:25#", app.fetch));
export default app;
